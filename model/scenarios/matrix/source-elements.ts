import type { Suite } from '../build/scenario';

/** An element that goes on to its next `<source>` where one is refused, for whatever reason, and not where it plays unreadably. */
export const sourceElementMatrix = {
  number: 36,
  title: 'Two <source> elements: the first that plays counts, and CORS may refuse the first',
  links: ['https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm'],
  products: [
    {
      pages: ['http'],
      loaders: ['audio-sources', 'audio-anonymous-sources', 'audio-anonymous-sources-missing'],
      relations: ['other-site'],
      policies: ['none', 'wildcard', 'forbidden', 'bad-bytes'],
    },
    {
      // What the page forbids its elements, it forbids each of them.
      pages: ['csp-media-self'],
      loaders: ['audio-anonymous-sources'],
      relations: ['other-site'],
      policies: ['wildcard'],
    },
  ],
} as const satisfies Suite;
