import { preloadLoaders } from '../../lab/loaders/loaders';
import type { Suite } from '../build/scenario';

const loaders = Object.keys(preloadLoaders) as (keyof typeof preloadLoaders)[];

export const preloadMatrix = {
  number: 23,
  title: 'A preload whose crossorigin attribute fits the load after it, or does not',
  links: ['https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource'],
  products: [
    {
      pages: ['http'],
      loaders,
      relations: ['other-site'],
      policies: ['wildcard', 'exact-credentials', 'cached-store', 'cached-store-vary', 'cached-wildcard'],
      kind: 'check',
    },
    {
      pages: ['https'],
      loaders,
      relations: ['same-origin', 'other-host'],
      policies: ['exact-credentials', 'cached-store'],
      kind: 'check',
    },
  ],
} as const satisfies Suite;
