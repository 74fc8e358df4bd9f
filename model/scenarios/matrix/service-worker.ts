import type { Suite } from '../build/scenario';

export const serviceWorkerMatrix = {
  number: 26,
  title: "A service worker in between: the type of its response decides, not the element's crossorigin",
  links: ['https://w3c.github.io/ServiceWorker/#handle-fetch'],
  products: [
    {
      pages: ['worker-refetch', 'worker-opaque', 'worker-cors', 'worker-slice'],
      loaders: [
        'audio',
        'audio-anonymous',
        'audio-use-credentials',
        'fetch-same-origin',
        'fetch-no-cors',
        'xhr',
      ],
      relations: ['same-origin', 'other-site'],
      policies: ['none', 'wildcard', 'exact-credentials'],
    },
    {
      pages: ['worker-refetch', 'worker-opaque', 'worker-cors'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors'],
      relations: ['other-site'],
      policies: ['corp-same-origin-with-cors'],
    },
    {
      pages: ['worker-slice'],
      loaders: ['audio-anonymous', 'fetch-same-origin', 'fetch-no-cors'],
      relations: ['other-site'],
      policies: ['corp-same-origin-with-cors'],
    },
  ],
} as const satisfies Suite;
