import { all } from './build/expect';
import type { Suite } from './build/scenario';

const cdn = { page: 'http', relation: 'other-site' } as const;
const two = ['audio-anonymous', 'fetch-same-origin'] as const;

export const notCors = {
  number: 11,
  title: 'What CORS allows may fail for other reasons, and what it forbids may look like them',
  rows: [
    {
      ...cdn,
      claim: 'a missing file is not CORS',
      policy: 'not-found',
      expect: all(two, 'blocked: http-status'),
    },
    {
      ...cdn,
      claim: 'a failing CDN is not CORS',
      policy: 'server-error',
      expect: all(two, 'blocked: http-status'),
    },
    {
      ...cdn,
      claim: 'an error that lacks CORS headers is hidden by CORS',
      policy: 'server-error-without-cors',
      expect: all(two, 'blocked: allow-origin-missing'),
    },
    {
      ...cdn,
      claim: 'a connection that is reset in mid-file is not CORS',
      policy: 'reset-half',
      expect: all(['fetch-same-origin', 'xhr'], 'blocked: network'),
    },
    { ...cdn, claim: 'a slow CDN loads', policy: 'delayed', expect: all(two, 'readable') },
    { ...cdn, claim: 'a song in small pieces loads', policy: 'trickled', expect: all(two, 'readable') },
    {
      ...cdn,
      claim: 'a CDN that ignores ranges loads',
      policy: 'range-ignored',
      expect: all(two, 'readable'),
    },
    { ...cdn, claim: 'a song without a content type loads', policy: 'no-type', expect: all(two, 'readable') },
    { ...cdn, claim: 'a wav loads', policy: 'wav', expect: all(two, 'readable') },
    { ...cdn, claim: 'an ogg loads', policy: 'ogg', expect: all(two, 'readable') },
    { ...cdn, claim: 'a flac loads', policy: 'flac', expect: all(two, 'readable') },
  ],
} as const satisfies Suite;
