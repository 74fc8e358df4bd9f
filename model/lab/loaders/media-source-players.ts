import { hlsAgain, scriptRequest, usual } from './asked-requests';
import type { AskedFile, Library } from './loader';
import { told } from './player-rows';
import type { PlayerTask } from './player-task';
import type { Loader } from './probe-task';
import { shakaTask } from './shaka-task';

const shakaTells = told(
  'shaka-player',
  'shaka-player asks for each file of a stream twice, a second apart, after a network error and after a status; then load() rejects with code 1002 (HTTP_ERROR), which does not say why, or 1001 (BAD_HTTP_STATUS).',
);
const dashTells = told(
  'dash.js',
  'dash.js asks four times for a manifest, half a second apart, after a network error and after a status, and then fires "error" 25, "… is not available". Of what is no manifest it says 10, "parsing failed". For what the manifest names it asks four times, a second apart, and then fires 27 or 28.',
);
const vhsTells = told(
  'video.js (VHS)',
  'video.js fires "error" of a playlist that is refused. If its MediaSource is not open by then, the code is 2, "HLS playlist request error at URL: …", and it takes that back at once: player.error() is null, and no error is shown. Else the code is 4, "The media could not be loaded, …". Of parts that are refused, or bytes that are no audio, it says nothing, and asks for them again for ever.',
);
const hlsTells = told(
  'hls.js',
  'hls.js fires "hlsError", fatal, networkError/manifestLoadError, code 0 where the playlist is refused by CORS. It asks for it once more, a second later, after a status from 500 on. For what the playlist names it asks seven times in half a minute before it gives up.',
);
const reactPlayerTells = told(
  'react-player (HLS)',
  'react-player calls nothing of what hls.js says, and onError not at all: of a refused stream the page hears nothing. After a status from 500 on it asks for the playlist once more. For what the playlist names it asks seven times in half a minute before it gives up.',
);

/** What a stream is known by. */
type Naming = Extract<AskedFile, 'open-playlist' | 'manifest'>;

/** A library that asks by script for what names the parts of a stream, and for them, and plays them by a MediaSource. */
const byMediaSource = (
  library: Library,
  probe: PlayerTask,
  naming: Naming,
  withCredentials: boolean,
  parts: readonly AskedFile[] = ['init', 'fragment'],
): Loader => ({
  ...usual,
  title: library.option === null ? library.name : `${library.name}, ${library.option}`,
  library,
  probe,
  api: 'xhr',
  asks: [naming, ...parts].map((file) => ({ file, request: scriptRequest(withCredentials) })),
  plays: 'media-source',
});

/** Of a playlist that names no codecs it fetches the fragment to find them. */
const shaka = (option: string, naming: Naming, withCredentials: boolean): Loader => ({
  ...byMediaSource(
    shakaTells(option),
    shakaTask({ withCredentials }),
    naming,
    withCredentials,
    naming === 'manifest' ? ['init', 'fragment'] : ['init', 'fragment', 'fragment'],
  ),
  api: 'fetch',
  together: true,
  again: { times: 1, afterNetworkError: true, fromStatus: 400 },
});

const dash = (option: string | null, withCredentials: boolean): Loader => ({
  ...byMediaSource(dashTells(option), { kind: 'dash', withCredentials }, 'manifest', withCredentials),
  again: { times: 3, afterNetworkError: true, fromStatus: 400 },
});

const vhs = (option: string | null, withCredentials: boolean): Loader => ({
  ...byMediaSource(vhsTells(option), { kind: 'vhs', withCredentials }, 'open-playlist', withCredentials),
  together: true,
});

type HlsSettings = Partial<Omit<Extract<PlayerTask, { kind: 'hlsjs' }>, 'kind'>>;

const hls = (option: string | null, settings: HlsSettings): Loader => {
  const task = {
    kind: 'hlsjs',
    withCredentials: false,
    header: false,
    progressive: false,
    ...settings,
  } as const;
  const row = byMediaSource(hlsTells(option), task, 'open-playlist', task.withCredentials);
  const headers = task.header ? ([['X-Song', 'tone']] as const) : [];
  return {
    ...row,
    api: task.progressive ? 'fetch' : 'xhr',
    asks: row.asks.map(({ file, request }) => ({ file, request: { ...request, headers } })),
    together: true,
    again: hlsAgain,
  };
};

/** It plays HLS by hls.js. */
const reactPlayer = (option: string | null, withCredentials: boolean): Loader => ({
  ...byMediaSource(
    reactPlayerTells(option),
    { kind: 'reactplayerhls', withCredentials },
    'open-playlist',
    withCredentials,
  ),
  together: true,
  again: hlsAgain,
});

/** Libraries that play streams by a MediaSource, as their own pages set them up. */
export const mediaSourcePlayers = {
  'shaka-hls': shaka('load() of HLS', 'open-playlist', false),
  'shaka-hls-credentials': shaka(
    'load() of HLS, and a request filter that sets allowCrossSiteCredentials',
    'open-playlist',
    true,
  ),
  'shaka-dash': shaka('load() of DASH', 'manifest', false),
  'shaka-dash-credentials': shaka(
    'load() of DASH, and a request filter that sets allowCrossSiteCredentials',
    'manifest',
    true,
  ),
  dash: dash(null, false),
  'dash-credentials': dash("setXHRWithCredentialsForType('', true)", true),
  'videojs-hls': vhs(null, false),
  'videojs-hls-credentials': vhs('html5: { vhs: { withCredentials: true } }', true),
  'hls-js': hls(null, {}),
  'hls-js-credentials': hls('xhrSetup: (xhr) => (xhr.withCredentials = true)', { withCredentials: true }),
  'hls-js-header': hls("xhrSetup: (xhr) => xhr.setRequestHeader('X-Song', 'tone')", { header: true }),
  'hls-js-progressive': hls('progressive: true', { progressive: true }),
  'react-player-hls': reactPlayer(null, false),
  'react-player-hls-credentials': reactPlayer(
    'config={{ hls: { xhrSetup: (xhr) => (xhr.withCredentials = true) } }}',
    true,
  ),
} satisfies Record<string, Loader>;
