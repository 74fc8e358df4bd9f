import type { PageId } from '../lab/topology/pages';
import { all } from './build/expect';
import type { Suite } from './build/scenario';

const two = ['audio-anonymous', 'fetch-same-origin'] as const;

/** What holds of every page whose origin is opaque. */
const opaquePage = (page: PageId, what: string) =>
  [
    {
      claim: `${what} plays a song of any origin, hidden from script`,
      page,
      relation: 'other-site',
      policy: 'none',
      expect: { audio: 'opaque', ...all(two, 'blocked: allow-origin-missing') },
    },
    {
      claim: `${what} may read what every origin may read`,
      page,
      relation: 'other-site',
      policy: 'wildcard',
      expect: all(two, 'readable'),
    },
    {
      claim: `${what} is not the player that is allowed by name`,
      page,
      relation: 'other-site',
      policy: 'exact-by-hand',
      expect: all(two, 'blocked: allow-origin-mismatch'),
    },
    {
      claim: `${what} sends the origin null, and is let in where null is allowed`,
      page,
      relation: 'other-site',
      policy: 'null',
      expect: all(two, 'readable'),
    },
    {
      claim: `${what} is a stranger even to the server it came from`,
      page,
      relation: 'same-origin',
      policy: 'none',
      expect: { 'fetch-same-origin': 'blocked: allow-origin-missing' },
    },
  ] as const;

const evil = { page: 'evil', relation: 'other-site' } as const;
const evilSandboxed = { page: 'evil-sandboxed', relation: 'other-site' } as const;

export const nullOrigin = {
  number: 7,
  title: 'A page from a file and a sandboxed frame have the origin null, which anybody can have',
  rows: [
    ...opaquePage('file', 'a page from a file'),
    ...opaquePage('sandboxed', 'a sandboxed frame'),
    ...opaquePage('csp-sandbox', 'a page under a sandboxing policy'),
    {
      ...evil,
      claim: "somebody else's page cannot read the listener's session",
      policy: 'session-none',
      expect: { 'fetch-include': 'blocked: allow-origin-missing' },
    },
    {
      ...evil,
      claim: "somebody else's page is not null as long as it has an origin",
      policy: 'null-credentials',
      expect: { 'fetch-include': 'blocked: allow-origin-mismatch' },
    },
    {
      ...evilSandboxed,
      claim:
        "somebody else's page only needs a sandboxed frame to read what null may read, with the listener's session",
      policy: 'null-credentials',
      expect: { 'fetch-include': 'readable' },
    },
    {
      ...evil,
      claim: 'echoing whatever origin asks, with credentials, lets everybody in',
      policy: 'any-origin-session',
      expect: { 'fetch-include': 'readable' },
    },
  ],
} as const satisfies Suite;
