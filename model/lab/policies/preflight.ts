import type { Policies, Policy } from './policy';
import type { HeaderLine } from '../../http/headers';

const wildcard: HeaderLine = ['Access-Control-Allow-Origin', '*'];

/** An answer to a preflight that allows headers for some seconds. */
const allowedFor = (seconds: number, names: string): NonNullable<Policy['preflight']> => ({
  status: 204,
  headers: [wildcard, ['Access-Control-Allow-Headers', names], ['Access-Control-Max-Age', String(seconds)]],
});

/** Answers to a CORS-preflight. https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export const preflightPolicies = {
  'authorization-allowed': {
    title: 'Authorization is wanted, and allowed',
    cors: { origin: 'allowlist', allowedHeaders: ['Authorization', 'Range'], maxAge: 5 },
    authorization: true,
  },
  'authorization-not-allowed': {
    title: 'Authorization is wanted, and not allowed',
    cors: { origin: 'allowlist', allowedHeaders: ['Range'] },
    authorization: true,
  },
  'authorization-wildcard': {
    title: 'every header is allowed by a wildcard, which does not cover Authorization',
    cors: { origin: '*', allowedHeaders: ['*'] },
    authorization: true,
  },
  'preflight-names-headers': {
    title: 'the preflight names the headers, by hand',
    headers: [wildcard],
    preflight: {
      status: 200,
      headers: [wildcard, ['Access-Control-Allow-Headers', 'authorization, X-SONG']],
    },
  },
  'preflight-kept': {
    title: 'the preflight may be remembered for ten minutes',
    headers: [wildcard],
    preflight: allowedFor(600, 'Authorization, X-Song'),
  },
  'preflight-kept-wildcard': {
    title: 'the preflight allows every header by a wildcard, and may be remembered for ten minutes',
    headers: [wildcard],
    preflight: allowedFor(600, '*'),
  },
  'preflight-not-kept': {
    title: 'the preflight may not be remembered',
    headers: [wildcard],
    preflight: allowedFor(0, 'Authorization, X-Song'),
  },
  'preflight-malformed': {
    title: 'the preflight lists headers that cannot be read',
    headers: [wildcard],
    preflight: { status: 204, headers: [wildcard, ['Access-Control-Allow-Headers', 'Authorization X-Song']] },
  },
  'preflight-only': {
    title: 'the preflight is allowed, and the answer lacks CORS headers',
    preflight: {
      status: 204,
      headers: [wildcard, ['Access-Control-Allow-Headers', 'Authorization, X-Song, Range']],
    },
  },
  'preflight-500': {
    title: 'the preflight fails',
    headers: [wildcard],
    preflight: {
      status: 500,
      headers: [wildcard, ['Access-Control-Allow-Headers', 'Authorization, X-Song']],
    },
  },
  'preflight-404': {
    title: 'the preflight finds nothing',
    headers: [wildcard],
    preflight: { status: 404, headers: [wildcard, ['Access-Control-Allow-Headers', 'Authorization']] },
  },
  'preflight-reset': {
    title: 'the server hangs up on a preflight',
    headers: [wildcard],
    fault: { kind: 'reset', after: 'preflight' },
  },
  'preflight-redirects': {
    title: 'the preflight is redirected',
    headers: [wildcard],
    preflight: { status: 307, headers: [wildcard, ['Location', '/p/wildcard/tone.mp3']] },
  },
  'preflight-without-cors': {
    title: 'the preflight is answered without CORS headers',
    headers: [wildcard],
    preflight: { status: 204 },
  },
} as const satisfies Policies;
