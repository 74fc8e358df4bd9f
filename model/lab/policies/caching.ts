import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const forAYear: HeaderLine = ['Cache-Control', 'public, max-age=31536000, immutable'];
const echo: HeaderLine = ['Access-Control-Allow-Origin', '{origin}'];
const varied: HeaderLine = ['Vary', 'Origin'];

/** Answers that a cache may keep, and what they say of `Origin`. https://httpwg.org/specs/rfc9111.html */
export const cachingPolicies = {
  immutable: { title: 'cached for a year, without Vary', headers: [echo, forAYear] },
  'immutable-vary': { title: 'cached for a year, with Vary: Origin', headers: [echo, forAYear, varied] },
  'cached-store': {
    title: 'cached for a year without Vary, CORS headers only where there is an Origin',
    headers: [forAYear],
    headersWithOrigin: [echo],
  },
  'cached-store-vary': {
    title: 'cached for a year with Vary: Origin, CORS headers only where there is an Origin',
    headers: [forAYear, varied],
    headersWithOrigin: [echo],
  },
  'cached-store-vary-encoding': {
    title: 'cached for a year with Vary: Accept-Encoding, CORS headers only where there is an Origin',
    headers: [forAYear, ['Vary', 'Accept-Encoding']],
    headersWithOrigin: [echo],
  },
  'cached-wildcard': {
    title: 'cached for a year, every origin allowed in every answer',
    headers: [forAYear, ['Access-Control-Allow-Origin', '*']],
  },
} as const satisfies Policies;
