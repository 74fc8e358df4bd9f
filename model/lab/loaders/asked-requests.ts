import type { AskedRequest } from '../../standards/request';
import type { MediaDestination } from '../../standards/media-destination';
import type { Again } from './loader';
import type { CrossOrigin } from './probe-task';

/** `fetch(url)` */
export const get = {
  method: 'GET',
  headers: [],
  destination: '',
  mode: 'cors',
  credentials: 'same-origin',
} as const;

export const scriptRequest = (withCredentials: boolean): AskedRequest => ({
  ...get,
  credentials: withCredentials ? 'include' : 'same-origin',
});

/** Headers of a page's own, which have the browser ask the server first. */
export const authorization = ['Authorization', 'Bearer listener'] as const;
export const customHeader = ['X-Song', 'tone'] as const;

export const scriptRequestWith = (header: AskedRequest['headers'][number]): AskedRequest => ({
  ...get,
  headers: [header],
});

/** Mode and credentials of a media element come from its `crossorigin` attribute. */
export const mediaRequest = (
  crossorigin: CrossOrigin,
  destination: MediaDestination = 'audio',
): AskedRequest => ({
  ...get,
  destination,
  crossorigin,
});

/**
 * hls.js asks for a playlist once more, a second later, where its server failed: neither after a network error nor after a 404.
 * https://github.com/video-dev/hls.js/blob/v1.7.4/src/utils/error-helper.ts `retryForHttpStatus`
 */
export const hlsAgain: Again = { times: 1, afterNetworkError: false, fromStatus: 500 };

/** What most loaders are not. */
export const usual = {
  api: null,
  suspended: false,
  retries: false,
  preloads: false,
  injected: false,
  library: null,
  fallback: null,
  beside: null,
  blob: null,
  typed: false,
  untilOnePlays: false,
  together: false,
  again: null,
} as const;
