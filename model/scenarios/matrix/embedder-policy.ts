import { resourcePolicies } from '../../lab/policies/resource-policy';
import { namesOf, type Suite } from '../build/scenario';

export const embedderPolicyMatrix = {
  number: 20,
  title: 'COEP and Cross-Origin-Resource-Policy: what a page may embed without CORS',
  links: ['https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header'],
  products: [
    {
      pages: ['coep-require-corp', 'coep-credentialless', 'https', 'http'],
      loaders: ['audio', 'audio-anonymous', 'fetch-no-cors', 'fetch-same-origin'],
      relations: ['same-origin', 'other-host', 'other-site'],
      policies: [...namesOf(resourcePolicies), 'none', 'wildcard', 'redirect-to-mirror'],
    },
  ],
} as const satisfies Suite;
