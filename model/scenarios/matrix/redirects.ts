import { redirectPolicies } from '../../lab/policies/redirects';
import { requestLoaders } from '../build/loader-sets';
import { namesOf, type Suite } from '../build/scenario';

const policies = namesOf(redirectPolicies);

export const redirectMatrix = {
  number: 16,
  title: 'Redirects: a hop without CORS, taint after two origins, out and back home',
  links: ['https://fetch.spec.whatwg.org/#concept-http-redirect-fetch'],
  products: [
    {
      pages: ['http'],
      loaders: requestLoaders,
      relations: ['other-site', 'other-host', 'same-origin'],
      policies,
    },
    {
      pages: ['https'],
      loaders: ['audio', 'audio-anonymous', 'audio-use-credentials', 'fetch-same-origin', 'fetch-include'],
      relations: ['other-site', 'same-origin'],
      policies,
    },
  ],
} as const satisfies Suite;
