import { scriptRequest } from './asked-requests';
import { byElement, byFetch, told } from './player-rows';
import type { Loader } from './probe-task';
import { shakaTask } from './shaka-task';

const shakaTells = told(
  'shaka-player',
  'shaka-player fetches a song whole and plays it by a blob: URL, so a song that <audio> plays is refused without CORS. It asks twice, a second apart, after a network error and after a status; then load() rejects with code 1002 (HTTP_ERROR), which does not say why, or 1001 (BAD_HTTP_STATUS). Of bytes that are no audio it says 3016.',
);
const shakaPlain = told(
  'shaka-player',
  'shaka-player rejects load() with code 3016 (VIDEO_ERROR) and the code of the MediaError, 4.',
);

/**
 * It asks for a song by its networking engine, whatever plays it.
 * @see https://github.com/shaka-project/shaka-player/blob/v5.2.12/lib/player.js `srcEqualsInner_`
 */
const shaka = (option: string | null, withCredentials: boolean): Loader => ({
  ...byFetch(shakaTells(option), shakaTask({ withCredentials }), withCredentials),
  again: { times: 1, afterNetworkError: true, fromStatus: 400 },
});

const fromBareSong = scriptRequest(false);

/** Libraries that are made for streams, and play songs as well. */
export const streamPlayers = {
  shaka: shaka(null, false),
  'shaka-credentials': shaka('a request filter that sets allowCrossSiteCredentials', true),
  'shaka-plain': byElement(
    shakaPlain('streaming: { processSrcEqualMetadata: false }'),
    shakaTask({ plain: true }),
    null,
  ),
  // By HEAD it asks for the type, and by GET where that fails.
  'shaka-extensionless': {
    ...shaka('load() of a URL without an extension', false),
    asks: [
      { file: 'bare-song', request: { ...fromBareSong, method: 'HEAD' } },
      { file: 'bare-song', request: fromBareSong },
    ],
  },
} satisfies Record<string, Loader>;
