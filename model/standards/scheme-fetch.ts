import type { HeaderLine } from '../http/headers';
import type { Fetched, FetchState } from './fetch-state';
import { currentUrl } from './url-list';
import type { Url } from '../http/url';

/** Names of the headers that the browser's own answers have. */
const localHeaders = (scheme: string): readonly string[] =>
  scheme === 'blob' ? ['Content-Length', 'Content-Type'] : ['Content-Type'];

/**
 * Scheme fetch, 3: whether the browser has the answer itself. That a blob of the page's own is there is taken for granted;
 * its steps for a range are left out.
 */
function answersItself({ client, request }: FetchState, { scheme, path, origin }: Url): boolean {
  if (scheme === 'data') return path.includes(',');
  if (scheme === 'blob') return request.method === 'GET' && origin !== 'null' && origin === client.origin;
  return scheme === 'about' && path === 'blank';
}

/** Scheme fetch (https://fetch.spec.whatwg.org/#scheme-fetch), of all schemes but http and https. */
export function schemeFetch(state: FetchState): Fetched {
  const { sent, tainting, trace } = state;
  const url = currentUrl(state);
  // 1 left out: nothing is canceled. 3.
  const local = answersItself(state, url);
  trace?.note(
    'scheme fetch',
    `${url.scheme}: is ${local ? 'answered by the browser itself' : 'not fetched'}`,
  );
  // 4.
  if (!local) return { failure: 'scheme', sent };
  const headers = localHeaders(url.scheme).map((name): HeaderLine => [name, '']);
  return { failure: null, answer: { status: 200, headers }, tainting, sent, url };
}
