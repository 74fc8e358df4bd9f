import { allowOriginPolicies } from '../../lab/policies/allow-origin';
import { requestLoaders } from '../build/loader-sets';
import { namesOf, type Suite } from '../build/scenario';

const policies = namesOf(allowOriginPolicies);

export const allowOriginMatrix = {
  number: 13,
  title: 'Every spelling of Access-Control-Allow-Origin, in every way to load',
  links: ['https://fetch.spec.whatwg.org/#concept-cors-check'],
  products: [
    { pages: ['http'], loaders: requestLoaders, relations: ['other-site'], policies },
    {
      pages: ['http'],
      loaders: ['audio-anonymous', 'fetch-include', 'xhr'],
      relations: ['other-port', 'other-host', 'other-scheme', 'same-origin'],
      policies,
    },
    {
      pages: ['https'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'xhr-credentials'],
      relations: ['other-host', 'other-site'],
      policies,
    },
  ],
} as const satisfies Suite;
