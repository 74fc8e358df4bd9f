import type { Suite } from './build/scenario';

const button = { page: 'http', relation: 'other-site' } as const;

export const getAndLoad = {
  number: 2,
  title: 'Get and Load Song needs a catalog that allows the page',
  rows: [
    {
      ...button,
      claim: 'a catalog without CORS headers is blocked, and the song never loads',
      policy: 'none',
      expect: { 'get-and-load': 'blocked: allow-origin-missing' },
    },
    {
      ...button,
      claim: 'a catalog that allows every origin gives the song',
      policy: 'wildcard',
      expect: { 'get-and-load': 'readable' },
    },
    {
      ...button,
      claim: 'a catalog that allows the player by name gives the song',
      policy: 'exact',
      expect: { 'get-and-load': 'readable' },
    },
    {
      ...button,
      claim: 'a catalog that names another origin is blocked',
      policy: 'other-origin',
      expect: { 'get-and-load': 'blocked: allow-origin-mismatch' },
    },
  ],
} as const satisfies Suite;
