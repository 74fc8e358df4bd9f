import { all } from './build/expect';
import type { Suite } from './build/scenario';

const guarded = { page: 'csp-media-self', relation: 'other-site' } as const;
const embedder = { page: 'coep-require-corp', relation: 'other-site' } as const;

export const pagePolicies = {
  number: 12,
  title: "The page's own policies come before the CDN's",
  rows: [
    {
      ...guarded,
      claim: 'a Content-Security-Policy of the page refuses what the CDN allows',
      policy: 'wildcard',
      expect: all(['audio', 'audio-anonymous', 'fetch-same-origin', 'xhr'], 'blocked: csp'),
    },
    {
      page: 'csp-media-self',
      relation: 'same-origin',
      claim: 'the policy lets the own origin in',
      policy: 'wildcard',
      expect: all(['audio', 'audio-anonymous', 'fetch-same-origin', 'xhr'], 'readable'),
    },
    {
      ...embedder,
      claim: 'under COEP an element without crossorigin needs a resource policy',
      policy: 'corp-same-origin',
      expect: { audio: 'blocked: corp' },
    },
    {
      ...embedder,
      claim: 'a resource policy of cross-origin satisfies COEP',
      policy: 'corp-cross-origin',
      expect: { audio: 'opaque' },
    },
  ],
} as const satisfies Suite;
