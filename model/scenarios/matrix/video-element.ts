import type { Suite } from '../build/scenario';

/** What a `<video>` element gets of a song. It asks as `<audio>` does, and only what it is called is another. */
export const videoElementMatrix = {
  number: 34,
  title: 'A song in a <video> element: it is asked for, refused and heard as in <audio>',
  links: ['https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource'],
  products: [
    {
      pages: ['http', 'https'],
      loaders: ['video', 'video-anonymous', 'video-use-credentials'],
      relations: ['other-site'],
      policies: [
        'none',
        'wildcard',
        'exact-credentials',
        'redirect-without-cors',
        'forbidden',
        'bad-bytes',
        'corp-same-origin',
      ],
    },
    {
      pages: ['csp-cdn'],
      loaders: ['video', 'video-anonymous'],
      relations: ['other-site'],
      policies: ['wildcard'],
    },
    {
      pages: ['https'],
      loaders: ['video', 'video-anonymous'],
      relations: ['insecure-only'],
      policies: ['wildcard'],
    },
  ],
} as const satisfies Suite;
