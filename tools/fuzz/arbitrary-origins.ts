import fc from 'fast-check';
import { badPorts } from '../../model/standards/port-blocking';

/** Origins that differ from each other by one part: scheme, host, site or port; some are trustworthy over http, some are not. */
export const pageOrigins = [
  'http://app.test',
  'https://app.test',
  'http://app.localhost',
  'https://app.localhost:8443',
  'http://app.test:3000',
] as const;

const others = [
  'http://cdn.test',
  'https://cdn.test',
  'https://cdn.test:8443',
  'http://cdn.test:3000',
  'https://mirror.test',
  'http://mirror.test:9000',
  'http://cdn.localhost',
  'https://cdn.localhost:8443',
  'https://cdn.app.test',
  'http://cdn.app.test:3000',
  'http://app.test',
  'https://app.test',
  'http://app.localhost',
  'https://app.localhost:8443',
  'http://app.test:3000',
  'http://app.test:8080',
] as const;

/** An origin to load from, as seen from a page: often foreign, sometimes its own. */
export const targetOrigin = (page: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...others) },
    { weight: 2, arbitrary: fc.constant(page === 'null' ? others[0] : page) },
    // Same scheme, so that mixed content does not end most loads of a page over https.
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...others.filter((other) => other.startsWith(page.startsWith('https') ? 'https:' : 'http:')),
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...badPorts).map((port) => `https://cdn.test:${port}`) },
  );

/** The hosts of all of them. */
export const fuzzedHosts = [
  ...new Set([...pageOrigins, ...others].map((origin) => new URL(origin).hostname)),
];
