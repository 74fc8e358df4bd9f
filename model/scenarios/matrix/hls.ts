import type { PolicyName } from '../../lab/policies';
import { hlsPolicies } from '../../lab/policies/hls';
import { all } from '../build/expect';
import { namesOf, type Expectation, type Suite } from '../build/scenario';

const loaders = ['hls', 'hls-credentials'] as const;

const row = (claim: string, policy: PolicyName, expectation: Expectation) =>
  ({ claim, page: 'http', relation: 'other-site', policy, expect: { hls: expectation } }) as const;

export const hlsMatrix = {
  number: 29,
  title: 'Streams: playlist, key and segment are each checked, wherever they are',
  links: [
    'https://www.rfc-editor.org/rfc/rfc8216#section-4.3.2.4',
    'https://fetch.spec.whatwg.org/#concept-cors-check',
  ],
  rows: [
    row('a stream of which every part allows every origin is readable', 'wildcard', 'readable'),
    row(
      'a playlist without CORS headers ends a stream before its key',
      'hls-playlist-without-cors',
      'blocked: allow-origin-missing',
    ),
    row(
      'a key without CORS headers blocks a stream whose playlist and segment are open',
      'hls-key-without-cors',
      'blocked: allow-origin-missing',
    ),
    row(
      'a segment without CORS headers blocks a stream whose playlist and key are open',
      'hls-segment-without-cors',
      'blocked: allow-origin-missing',
    ),
    row('key and segment may be on a third origin, which allows the page', 'hls-elsewhere', 'readable'),
    {
      claim: 'the origin is no null there: a playlist that names another origin is no redirect',
      page: 'http',
      relation: 'other-site',
      policy: 'hls-elsewhere-by-name',
      expect: all(loaders, 'readable'),
    },
    row('a redirected playlist takes its relative URLs along', 'redirect-to-mirror', 'readable'),
    row(
      'a redirect of a segment to another origin makes Origin null',
      'hls-segment-redirected-by-name',
      'blocked: redirect-null-origin',
    ),
    {
      claim: 'a key that allows every origin is refused once hls.js loads with credentials',
      page: 'http',
      relation: 'other-site',
      policy: 'hls-key-wildcard',
      expect: { hls: 'readable', 'hls-credentials': 'blocked: wildcard-with-credentials' },
    },
    row('a key that the CDN forbids is not CORS', 'hls-key-forbidden', 'blocked: http-status'),
  ],
  products: [
    {
      pages: ['http'],
      // Of the players it is the one that gives up on a part in time, and asks for one after the other.
      loaders: ['dash', 'dash-credentials'],
      relations: ['other-site'],
      policies: ['hls-segment-without-cors', 'hls-segment-not-found'],
    },
    {
      pages: ['http'],
      loaders: ['native-hls', 'native-hls-anonymous'],
      relations: ['other-site'],
      policies: [
        'none',
        'wildcard',
        'exact-credentials',
        'redirect-to-mirror',
        'redirect-to-closed',
        'forbidden',
        'corp-same-origin',
        'corp-same-origin-with-cors',
        'hls-segment-without-cors',
      ],
    },
    {
      pages: ['http', 'https'],
      loaders,
      relations: ['same-origin', 'other-host', 'other-site'],
      policies: namesOf(hlsPolicies),
    },
    {
      pages: ['http'],
      loaders,
      relations: ['same-origin', 'other-site'],
      policies: [
        'none',
        'wildcard',
        'exact',
        'other-origin',
        'exact-credentials',
        'redirect-same',
        'redirect-to-mirror',
        'redirect-to-mirror-by-name',
        'redirect-without-cors',
        'redirect-to-closed',
        'redirect-to-player',
        'wrong-type',
        'html-error',
        'not-found',
        'server-error-without-cors',
      ],
    },
    {
      pages: ['https'],
      loaders,
      relations: ['other-host', 'other-site'],
      policies: ['session-none', 'session-lax', 'session-without-cors'],
    },
    {
      pages: ['csp-media-self', 'csp-cdn', 'csp-https', 'csp-script-self'],
      loaders: ['hls'],
      relations: ['same-origin', 'other-site'],
      policies: ['none', 'wildcard'],
    },
    {
      pages: ['sandboxed'],
      loaders,
      relations: ['same-origin', 'other-site'],
      policies: ['none', 'wildcard', 'null', 'exact-by-hand', 'hls-elsewhere', 'hls-key-at-home'],
    },
  ],
} as const satisfies Suite;
