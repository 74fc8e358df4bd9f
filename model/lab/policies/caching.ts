import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const forAYear: HeaderLine = ['Cache-Control', 'public, max-age=31536000, immutable'];
const echo: HeaderLine = ['Access-Control-Allow-Origin', '{origin}'];
const varied: HeaderLine = ['Vary', 'Origin'];

/** Answers that a cache may keep, and what they say of `Origin`. https://httpwg.org/specs/rfc9111.html */
export const cachingPolicies = {
  immutable: { title: 'the answer is cached for a year, without Vary', headers: [echo, forAYear] },
  'immutable-vary': {
    title: 'the answer is cached for a year, with Vary: Origin',
    headers: [echo, forAYear, varied],
  },
  'cached-store': {
    title: 'the answer is cached for a year without Vary, and has CORS headers only where there is an Origin',
    headers: [forAYear],
    headersWithOrigin: [echo],
  },
  'cached-part': {
    title:
      'the answer is cached for a year without Vary, with a weak ETag, and allows every origin where there is an Origin',
    headers: [forAYear],
    headersWithOrigin: [['Access-Control-Allow-Origin', '*']],
    validators: 'weak',
  },
  'cached-store-vary': {
    title:
      'the answer is cached for a year with Vary: Origin, and has CORS headers only where there is an Origin',
    headers: [forAYear, varied],
    headersWithOrigin: [echo],
  },
  'cached-store-vary-encoding': {
    title:
      'the answer is cached for a year with Vary: Accept-Encoding, and has CORS headers only where there is an Origin',
    headers: [forAYear, ['Vary', 'Accept-Encoding']],
    headersWithOrigin: [echo],
  },
  'cached-wildcard': {
    title: 'the answer is cached for a year, and every answer allows every origin',
    headers: [forAYear, ['Access-Control-Allow-Origin', '*']],
  },
} as const satisfies Policies;
