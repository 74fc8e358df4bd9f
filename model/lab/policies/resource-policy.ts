import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const only = (value: string): { readonly headers: HeaderLine[] } => ({
  headers: [['Cross-Origin-Resource-Policy', value]],
});
const open = { cors: { origin: '*' } } as const;

/** Cross-Origin-Resource-Policy, which loads without CORS undergo. https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header */
export const resourcePolicies = {
  'corp-same-origin': { title: 'the resource policy is same-origin', ...only('same-origin') },
  'corp-same-site': { title: 'the resource policy is same-site', ...only('same-site') },
  'corp-cross-origin': { title: 'the resource policy is cross-origin', ...only('cross-origin') },
  'corp-malformed': { title: 'the resource policy cannot be read', ...only('everybody') },
  'corp-same-origin-with-cors': {
    title: 'the resource policy is same-origin, and every origin is allowed',
    ...open,
    ...only('same-origin'),
  },
} as const satisfies Policies;
