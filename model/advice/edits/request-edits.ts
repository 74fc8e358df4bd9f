import type { AskedRequest } from '../../standards/request';
import { getHeader } from '../../http/headers';

/** What a page makes its request with: the words of an edit are those of its API. */
export type Api = 'element' | 'fetch' | 'xhr' | 'hls';

/** One change of the request that a page makes. */
export interface RequestEdit {
  readonly says: string;
  readonly apply: (request: AskedRequest) => AskedRequest;
}

const change = (says: string, changed: Partial<AskedRequest>): RequestEdit => ({
  says,
  apply: (request) => ({ ...request, ...changed }),
});

const anonymous = { crossorigin: 'anonymous' } as const;
const useCredentials = { crossorigin: 'use-credentials' } as const;

const withCrossorigin = (element: string): RequestEdit =>
  change(`Put crossorigin on the <${element}> element, before its src`, anonymous);
const withElementCredentials = (element: string): RequestEdit =>
  change(`Put crossorigin="use-credentials" on the <${element}> element, before its src`, useCredentials);
const withoutElementCredentials = change(
  'Load without credentials: crossorigin instead of crossorigin="use-credentials"',
  anonymous,
);

function elementEdits({ destination, crossorigin }: AskedRequest): RequestEdit[] {
  if (crossorigin === 'use-credentials') return [withoutElementCredentials];
  const withCredentials = withElementCredentials(destination);
  return crossorigin === 'anonymous' ? [withCredentials] : [withCrossorigin(destination), withCredentials];
}

/** Other requests that let a song be heard, and never read. */
export const playEditsOf = (api: Api, { crossorigin, method }: AskedRequest): RequestEdit[] => {
  const plain: Partial<AskedRequest> = { crossorigin: null };
  // An element only gets: whoever sends a PUT wants something else than to play.
  if (api === 'hls' || method.toUpperCase() !== 'GET') return [];
  if (api !== 'element')
    return [
      change('Play it by an element, <audio src>, instead of reading it', { ...plain, destination: 'audio' }),
    ];
  return crossorigin == null ? [] : [change('Leave crossorigin out: it plays, and stays unreadable', plain)];
};

const without = (request: AskedRequest, left: string): AskedRequest => ({
  ...request,
  headers: request.headers.filter(([name]) => name.toLowerCase() !== left.toLowerCase()),
});

const leaveHeaderOut = (name: string): RequestEdit => ({
  says: `Leave the header ${name} out of the request`,
  apply: (request) => without(request, name),
});

const cors = { mode: 'cors' } as const;
const include = { credentials: 'include' } as const;
const sameOrigin = { credentials: 'same-origin' } as const;

const authorize = (says: string): RequestEdit => ({
  says,
  apply: (request) => ({
    ...request,
    ...cors,
    ...sameOrigin,
    headers: [...without(request, 'Authorization').headers, ['Authorization', 'Bearer listener']],
  }),
});

function fetchEdits(request: AskedRequest): RequestEdit[] {
  const { mode, credentials, headers } = request;
  if (mode !== 'cors') {
    const leaveOut = `Leave mode: '${mode}' out of fetch()`;
    return [
      change(leaveOut, cors),
      change(`${leaveOut}, and load with credentials: 'include'`, { ...cors, ...include }),
      authorize(`${leaveOut}, and send the Authorization header that the CDN wants`),
    ];
  }
  const drops = headers.map(([name]) => leaveHeaderOut(name));
  if (getHeader(headers, 'authorization') !== null)
    return [
      ...drops,
      {
        says: 'Load with the session cookie instead of the header Authorization',
        apply: (asked) => ({ ...without(asked, 'Authorization'), ...include }),
      },
    ];
  const cookies =
    credentials === 'include'
      ? change("Load without credentials: leave credentials: 'include' out", sameOrigin)
      : change("Load with credentials: fetch(url, { credentials: 'include' })", include);
  const authorized = authorize('Send the Authorization header that the CDN wants');
  const alone: RequestEdit = {
    says: 'Send the Authorization header that the CDN wants, and no other',
    apply: (asked) => authorized.apply({ ...asked, headers: [] }),
  };
  return [...drops, cookies, authorized, ...(headers.length > 0 ? [alone] : [])];
}

const credentialsEdits =
  (withThem: string, withoutThem: string) =>
  ({ credentials }: AskedRequest): RequestEdit[] =>
    credentials === 'include' ? [change(withoutThem, sameOrigin)] : [change(withThem, include)];

/** Other requests that a page may make instead of one, the smallest change first. */
export const requestEdits: Readonly<Record<Api, (request: AskedRequest) => readonly RequestEdit[]>> = {
  element: elementEdits,
  fetch: fetchEdits,
  xhr: credentialsEdits(
    'Set withCredentials on the XMLHttpRequest',
    'Leave withCredentials off the XMLHttpRequest',
  ),
  hls: credentialsEdits(
    'Have hls.js load with credentials: xhrSetup: (xhr) => (xhr.withCredentials = true)',
    'Leave withCredentials out of the xhrSetup of hls.js',
  ),
};
