import type { Suite } from '../build/scenario';

export const partitionedCookieMatrix = {
  number: 27,
  title: 'Third-party cookies: SameSite=None, Partitioned, and what is left unsaid',
  links: ['https://github.com/privacycg/CHIPS'],
  products: [
    {
      pages: ['https'],
      loaders: [
        'audio',
        'audio-anonymous',
        'audio-use-credentials',
        'fetch-same-origin',
        'fetch-include',
        'xhr-credentials',
      ],
      relations: ['other-host', 'other-site'],
      policies: [
        'session-none',
        'session-partitioned',
        'session-partitioned-insecure',
        'session-unspecified',
      ],
    },
  ],
} as const satisfies Suite;
