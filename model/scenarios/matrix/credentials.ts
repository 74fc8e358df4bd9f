import { credentialsPolicies } from '../../lab/policies/credentials';
import { credentialed } from '../build/expect';
import { requestLoaders } from '../build/loader-sets';
import { namesOf, type Suite } from '../build/scenario';

/** Those of suite 27. */
const partitioned = ['session-partitioned', 'session-partitioned-insecure', 'session-unspecified'];
const policies = namesOf(credentialsPolicies).filter((name) => !partitioned.includes(name));

export const credentialsMatrix = {
  number: 14,
  title: 'Credentials, cookies and their SameSite, in every way to load',
  links: ['https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'],
  products: [
    { pages: ['http', 'https'], loaders: requestLoaders, relations: ['other-host', 'other-site'], policies },
    {
      pages: ['http'],
      loaders: ['audio', 'fetch-omit', 'fetch-same-origin', 'fetch-include', 'xhr'],
      relations: ['same-origin', 'other-port'],
      policies,
    },
    {
      pages: ['evil'],
      loaders: ['audio', 'fetch-same-origin', ...credentialed],
      relations: ['other-site'],
      policies,
    },
  ],
} as const satisfies Suite;
