import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const allowOrigin = (...values: string[]): { headers: HeaderLine[] } => ({
  headers: values.map((value) => ['Access-Control-Allow-Origin', value]),
});

/** `Access-Control-Allow-Origin` in all its spellings. https://fetch.spec.whatwg.org/#concept-cors-check */
export const allowOriginPolicies = {
  none: { title: 'there are no CORS headers' },
  wildcard: { title: 'every origin is allowed', cors: { origin: '*' } },
  exact: { title: 'the player is allowed by name', cors: { origin: 'allowlist' } },
  'any-origin': { title: 'whatever origin asks is allowed', cors: { origin: 'any' } },
  'exact-by-hand': { title: 'the http player is named', ...allowOrigin('{player}') },
  'other-origin': { title: 'another origin is named', ...allowOrigin('https://radio.example') },
  'other-scheme': { title: "the player's https origin is named", ...allowOrigin('{player-https}') },
  'no-port': { title: 'the player is named without its port', ...allowOrigin('http://player.test') },
  empty: { title: 'the header is empty', ...allowOrigin('') },
  null: { title: 'the header says null', ...allowOrigin('null') },
  'two-lines': { title: 'the header comes twice, with two values', ...allowOrigin('{player}', '*') },
  'two-same-lines': {
    title: 'the header comes twice, with one value',
    ...allowOrigin('{player}', '{player}'),
  },
  list: { title: 'the header lists two origins', ...allowOrigin('{player}, https://radio.example') },
  'space-list': {
    title: 'the header lists two origins by spaces',
    ...allowOrigin('{player} https://radio.example'),
  },
  'trailing-slash': { title: 'the origin has a trailing slash', ...allowOrigin('{player}/') },
  'upper-case': { title: 'the scheme is in capitals', ...allowOrigin('HTTP://{player-host}') },
  'malformed-scheme': { title: 'the origin lacks its colon', ...allowOrigin('http//{player-host}') },
  'host-only': { title: 'the origin lacks its scheme', ...allowOrigin('{player-host}') },
  'subdomain-wildcard': { title: 'a pattern stands for the host', ...allowOrigin('http://*.test') },
  'ftp-origin': { title: 'an ftp: origin is named', ...allowOrigin('ftp://{player-host}') },
  'padded-wildcard': { title: 'the wildcard has spaces around it', ...allowOrigin(' \t* ') },
} as const satisfies Policies;
