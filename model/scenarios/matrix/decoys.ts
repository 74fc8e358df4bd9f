import type { Suite } from '../build/scenario';

const loaders = ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors', 'xhr'] as const;

export const decoyMatrix = {
  number: 25,
  title: 'What looks like CORS and is not: names, ports, certificates, and an AudioContext that stands still',
  links: ['https://fetch.spec.whatwg.org/#concept-network-error'],
  products: [
    {
      pages: ['http', 'https'],
      loaders,
      relations: ['bad-certificate', 'no-such-host', 'closed-port'],
      policies: ['wildcard'],
    },
    {
      pages: ['http'],
      loaders: ['audio-suspended', 'audio-anonymous-suspended'],
      relations: ['same-origin', 'other-site'],
      policies: ['none', 'wildcard', 'exact'],
    },
  ],
} as const satisfies Suite;
