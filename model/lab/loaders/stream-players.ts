import { mediaRequest, scriptRequest } from './asked-requests';
import { byElement, byFetch, told } from './player-rows';
import type { Loader } from './probe-task';
import { shakaTask } from './shaka-task';

const shakaTells = told(
  'shaka-player',
  'shaka-player fetches a song whole and plays it by a blob: URL, so a song that <audio> plays is refused without CORS. It asks twice, a second apart, after a network error and after a status; then load() rejects with code 1002 (HTTP_ERROR), which does not say why, or 1001 (BAD_HTTP_STATUS). Of bytes that are no audio it says 3016. A song that does not say its Content-Length it hands to its element, without crossorigin.',
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
  // What does not say its length may be without end.
  beside: { ask: { file: 'song', request: mediaRequest(null) }, when: 'no-length', isHeard: true },
});

/** Libraries that are made for streams, and play songs as well. */
export const streamPlayers = {
  shaka: shaka(null, false),
  'shaka-credentials': shaka('a request filter that sets allowCrossSiteCredentials', true),
  'shaka-plain': byElement(
    shakaPlain('streaming: { processSrcEqualMetadata: false }'),
    shakaTask({ plain: true }),
    null,
  ),
  'shaka-extensionless': {
    ...shaka('load() of a URL without an extension', false),
    typed: true,
    asks: [{ file: 'bare-song', request: scriptRequest(false) }],
    beside: { ask: { file: 'bare-song', request: mediaRequest(null) }, when: 'no-length', isHeard: true },
  },
} satisfies Record<string, Loader>;
