import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const only = (value: string): { readonly headers: HeaderLine[] } => ({
  headers: [['Cross-Origin-Resource-Policy', value]],
});
const open = { cors: { origin: '*' } } as const;

/** Cross-Origin-Resource-Policy, which loads without CORS undergo. https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header */
export const resourcePolicies = {
  'corp-same-origin': { title: 'resource policy same-origin', ...only('same-origin') },
  'corp-same-site': { title: 'resource policy same-site', ...only('same-site') },
  'corp-cross-origin': { title: 'resource policy cross-origin', ...only('cross-origin') },
  'corp-malformed': { title: 'a resource policy that is none', ...only('everybody') },
  'corp-same-origin-with-cors': {
    title: 'resource policy same-origin, and every origin is allowed',
    ...open,
    ...only('same-origin'),
  },
} as const satisfies Policies;
