import type { Suite } from './build/scenario';

export const withoutCrossorigin = {
  number: 4,
  title: 'Without crossorigin a song plays although the GET fails, and Web Audio hears zeros',
  rows: [
    {
      claim: 'a song without CORS headers plays, hidden from script; asked for with CORS it does not load',
      page: 'http',
      relation: 'other-site',
      policy: 'none',
      expect: {
        audio: 'opaque',
        'fetch-no-cors': 'opaque',
        'audio-anonymous': 'blocked: allow-origin-missing',
        'audio-use-credentials': 'blocked: allow-origin-missing',
        'fetch-omit': 'blocked: allow-origin-missing',
        'fetch-same-origin': 'blocked: allow-origin-missing',
        'fetch-include': 'blocked: allow-origin-missing',
        xhr: 'blocked: allow-origin-missing',
        'xhr-credentials': 'blocked: allow-origin-missing',
      },
    },
    {
      claim: 'a song that every origin may read is still hidden from an element without crossorigin',
      page: 'http',
      relation: 'other-site',
      policy: 'wildcard',
      expect: {
        audio: 'opaque',
        'fetch-no-cors': 'opaque',
        'audio-anonymous': 'readable',
        'fetch-omit': 'readable',
        'fetch-same-origin': 'readable',
        xhr: 'readable',
      },
    },
    {
      claim: 'a song of the own origin needs no crossorigin',
      page: 'http',
      relation: 'same-origin',
      policy: 'none',
      expect: { audio: 'readable' },
    },
  ],
} as const satisfies Suite;
