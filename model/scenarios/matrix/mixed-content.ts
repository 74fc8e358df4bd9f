import type { Suite } from '../build/scenario';

export const mixedContentMatrix = {
  number: 21,
  title: 'Mixed content: plain http from a page over https, with and without a twin over https',
  links: ['https://w3c.github.io/webappsec-mixed-content/'],
  products: [
    {
      pages: ['https'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors', 'xhr'],
      relations: ['insecure-site', 'insecure-only', 'other-scheme'],
      policies: ['none', 'wildcard', 'exact', 'redirect-same'],
    },
    {
      pages: ['https'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors', 'xhr'],
      relations: ['insecure-localhost'],
      policies: ['none', 'wildcard'],
      kind: 'check',
    },
    {
      pages: ['http', 'http-localhost'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin'],
      relations: ['insecure-site', 'insecure-only'],
      policies: ['none', 'wildcard'],
    },
  ],
} as const satisfies Suite;
