import { preflightLoaders } from '../../lab/loaders/loaders';
import { preflightPolicies } from '../../lab/policies/preflight';
import { namesOf, type Suite } from '../build/scenario';

export const preflightMatrix = {
  number: 15,
  title: 'What a preflight asks for, and what each answer to it allows',
  links: [
    'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    'https://fetch.spec.whatwg.org/#cors-preflight-cache',
  ],
  products: [
    {
      pages: ['http', 'https'],
      loaders: ['fetch-authorization', 'fetch-custom-header', 'fetch-range', 'fetch-range-suffix'],
      relations: ['other-host', 'other-site', 'third-site'],
      policies: [...namesOf(preflightPolicies), 'wildcard', 'exact', 'none'],
    },
    {
      pages: ['http', 'sandboxed'],
      loaders: ['fetch-authorization', 'fetch-custom-header', 'audio-anonymous'],
      relations: ['same-origin', 'other-port'],
      policies: [...namesOf(preflightPolicies), 'wildcard', 'none'],
    },
    {
      pages: ['http', 'https'],
      loaders: Object.keys(preflightLoaders) as (keyof typeof preflightLoaders)[],
      relations: ['other-host', 'other-site'],
      policies: ['preflight-kept', 'preflight-kept-wildcard', 'preflight-not-kept', 'preflight-only'],
    },
  ],
} as const satisfies Suite;
