import { cachingPolicies } from '../../lab/policies/caching';
import { sequenceLoaders } from '../../lab/loaders/loaders';
import { namesOf, type Suite } from '../build/scenario';
import type { Coordinates } from '../../lab/plan/coordinates';

const loaders = Object.keys(sequenceLoaders) as (keyof typeof sequenceLoaders)[];

export const browserCacheMatrix = {
  number: 22,
  title: "The browser's cache: what a first load leaves behind for a second one of the same URL",
  links: ['https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch'],
  products: [
    {
      pages: ['http'],
      loaders,
      relations: ['other-site'],
      policies: [...namesOf(cachingPolicies), 'none', 'exact'],
      except: [
        {
          why: 'an empty header is none in the cache of Firefox, which so gives another reason for the same refusal',
          when: ({ loader, policy }: Coordinates) =>
            loader === 'fetch-no-cors-then-fetch' && policy === 'immutable',
        },
      ],
    },
    {
      pages: ['https'],
      loaders,
      relations: ['other-host'],
      policies: ['cached-store', 'cached-store-vary', 'cached-wildcard'],
    },
  ],
} as const satisfies Suite;
