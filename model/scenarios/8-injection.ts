import type { Suite } from './build/scenario';

const leak = { page: 'http', relation: 'other-host' } as const;

export const injection = {
  number: 8,
  title: 'CORS is no defence against a script injected into the page that is allowed',
  rows: [
    {
      ...leak,
      claim: 'a script injected into the allowed page reads the session answer, and CORS is right',
      policy: 'session-lax',
      expect: { 'injected-script': 'readable' },
    },
    {
      page: 'csp-script-self',
      relation: 'other-host',
      claim: 'a Content-Security-Policy stops the injected script',
      policy: 'session-lax',
      expect: { 'injected-script': 'blocked: csp', 'fetch-include': 'readable' },
    },
    {
      ...leak,
      claim: 'where the page itself may not read, neither may the injected script',
      policy: 'session-without-cors',
      expect: { 'injected-script': 'blocked: allow-origin-missing' },
    },
  ],
} as const satisfies Suite;
