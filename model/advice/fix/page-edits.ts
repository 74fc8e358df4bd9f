import type { LoaderName } from '../../lab/loaders/loaders';
import type { Relation } from '../../lab/topology/relations';

/** One change of how the page loads. */
export interface PageEdit {
  readonly says: string;
  readonly loader?: LoaderName;
  readonly relation?: Relation;
}

const dropHeader = (name: string): PageEdit => ({
  says: `Leave the header ${name} out of the request`,
  loader: 'fetch-same-origin',
});
const withoutCredentials = "Load without credentials: leave credentials: 'include' out";
const withCredentials = "Load with credentials: fetch(url, { credentials: 'include' })";
const authorize: PageEdit = {
  says: 'Send the Authorization header that the CDN wants',
  loader: 'fetch-authorization',
};
const anonymous: PageEdit = {
  says: 'Put crossorigin on the <audio> element, before its src',
  loader: 'audio-anonymous',
};
const elementCredentials: PageEdit = {
  says: 'Put crossorigin="use-credentials" on the <audio> element, before its src',
  loader: 'audio-use-credentials',
};

/** Other ways to load that a page may take instead of one, the smallest change first. */
export const loaderEdits: Readonly<Partial<Record<LoaderName, readonly PageEdit[]>>> = {
  audio: [anonymous, elementCredentials],
  'audio-anonymous': [elementCredentials],
  'audio-use-credentials': [
    {
      says: 'Load without credentials: crossorigin instead of crossorigin="use-credentials"',
      loader: 'audio-anonymous',
    },
  ],
  'fetch-omit': [{ says: withCredentials, loader: 'fetch-include' }, authorize],
  'fetch-same-origin': [{ says: withCredentials, loader: 'fetch-include' }, authorize],
  'fetch-include': [{ says: withoutCredentials, loader: 'fetch-same-origin' }, authorize],
  'fetch-no-cors': [
    { says: "Leave mode: 'no-cors' out of fetch()", loader: 'fetch-same-origin' },
    {
      says: "Leave mode: 'no-cors' out of fetch(), and load with credentials: 'include'",
      loader: 'fetch-include',
    },
    {
      says: "Leave mode: 'no-cors' out of fetch(), and send the Authorization header that the CDN wants",
      loader: 'fetch-authorization',
    },
  ],
  'fetch-authorization': [
    dropHeader('Authorization'),
    { says: 'Load with the session cookie instead of the header Authorization', loader: 'fetch-include' },
  ],
  'fetch-range': [dropHeader('Range'), { says: withCredentials, loader: 'fetch-include' }, authorize],
  'fetch-range-suffix': [dropHeader('Range'), { says: withCredentials, loader: 'fetch-include' }, authorize],
  'fetch-custom-header': [
    dropHeader('X-Song'),
    { says: withCredentials, loader: 'fetch-include' },
    authorize,
  ],
  xhr: [{ says: 'Set withCredentials on the XMLHttpRequest', loader: 'xhr-credentials' }],
  hls: [
    {
      says: 'Have hls.js load with credentials: xhrSetup: (xhr) => (xhr.withCredentials = true)',
      loader: 'hls-credentials',
    },
  ],
  'hls-credentials': [{ says: 'Leave withCredentials out of the xhrSetup of hls.js', loader: 'hls' }],
  'xhr-credentials': [{ says: 'Leave withCredentials off the XMLHttpRequest', loader: 'xhr' }],
};

const overHttps = (relation: Relation): PageEdit => ({
  says: 'Ask the CDN over https, at the place where it speaks it',
  relation,
});

/** Where a page over https finds over https what it asked for over http. */
export const schemeEdits: Readonly<Partial<Record<Relation, PageEdit>>> = {
  'insecure-site': overHttps('other-site'),
  'insecure-only': overHttps('third-site'),
  'insecure-localhost': overHttps('third-site'),
  'other-scheme': overHttps('same-origin'),
};
