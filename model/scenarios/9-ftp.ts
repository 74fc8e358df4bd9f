import { all, anonymous, credentialed, uncors } from './build/expect';
import type { Suite } from './build/scenario';

export const ftp = {
  number: 9,
  title: 'A song URL with the scheme ftp: is refused',
  rows: [
    {
      claim: 'ftp: is refused before any request',
      page: 'http',
      relation: 'ftp-scheme',
      policy: 'exact-credentials',
      expect: all([...uncors, ...anonymous, ...credentialed], 'blocked: scheme'),
    },
    {
      claim: 'the same song over http loads',
      page: 'http',
      relation: 'other-site',
      policy: 'exact-credentials',
      expect: { ...all(uncors, 'opaque'), ...all([...anonymous, ...credentialed], 'readable') },
    },
  ],
} as const satisfies Suite;
