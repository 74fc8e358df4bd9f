import { all, anonymous, credentialed } from './build/expect';
import type { Suite } from './build/scenario';

const own = { page: 'http', relation: 'same-origin' } as const;
const everything = all(['audio', 'fetch-no-cors', 'get-and-load', ...anonymous, ...credentialed], 'readable');

export const localSong = {
  number: 1,
  title: 'A song from the own origin plays, and its samples can be read',
  rows: [
    { ...own, claim: 'an mp3 of the own origin is readable', policy: 'none', expect: everything },
    { ...own, claim: 'a wav is readable', policy: 'wav', expect: all(['audio', 'fetch-omit'], 'readable') },
    { ...own, claim: 'an ogg is readable', policy: 'ogg', expect: all(['audio', 'fetch-omit'], 'readable') },
    { ...own, claim: 'a flac is readable', policy: 'flac', expect: all(['audio', 'fetch-omit'], 'readable') },
    {
      claim: 'the same holds over https',
      page: 'https',
      relation: 'same-origin',
      policy: 'none',
      expect: everything,
    },
  ],
} as const satisfies Suite;
