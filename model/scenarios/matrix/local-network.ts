import type { Suite } from '../build/scenario';

const pages = ['public-http', 'public-https', 'public-permitted'] as const;

export const localNetworkMatrix = {
  number: 31,
  title: 'Local Network Access: a page at a public address asks the machine that its browser runs on',
  links: ['https://wicg.github.io/local-network-access/'],
  products: [
    {
      pages,
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors'],
      relations: ['other-site'],
      policies: ['wildcard'],
    },
    {
      // Its own origin is public, too; the mirror is not.
      pages,
      loaders: ['audio', 'fetch-same-origin'],
      relations: ['same-origin'],
      policies: ['wildcard', 'redirect-to-mirror'],
    },
    {
      pages: ['public-https', 'public-permitted'],
      loaders: ['audio', 'fetch-same-origin'],
      relations: ['insecure-localhost'],
      policies: ['wildcard'],
    },
  ],
} as const satisfies Suite;
