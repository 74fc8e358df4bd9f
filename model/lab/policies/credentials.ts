import type { Policies } from './policy';

const allowlisted = { cors: { origin: 'allowlist', credentials: true } } as const;

/** Credentials: cookies, `Authorization`, and what must be said to let them through. https://fetch.spec.whatwg.org/#cors-protocol-and-credentials */
export const credentialsPolicies = {
  'exact-credentials': { title: 'the player is allowed with credentials', ...allowlisted },
  'wildcard-credentials': {
    title: 'every origin is allowed, with credentials',
    headers: [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
  },
  'credentials-capital': {
    title: 'Allow-Credentials says True, not true',
    headers: [
      ['Access-Control-Allow-Origin', '{player}'],
      ['Access-Control-Allow-Credentials', 'True'],
    ],
  },
  'null-credentials': {
    title: 'the origin null is allowed, with credentials',
    headers: [
      ['Access-Control-Allow-Origin', 'null'],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
    session: { sameSite: 'None', secure: true, loggedIn: true },
  },
  'any-origin-session': {
    title: 'whatever origin asks is allowed, with a session',
    cors: { origin: 'any', credentials: true },
    session: { sameSite: 'None', secure: true, loggedIn: true },
  },
  'session-none': {
    title: 'a session cookie is set with SameSite=None; Secure',
    ...allowlisted,
    session: { sameSite: 'None', secure: true, loggedIn: true },
  },
  'session-partitioned': {
    title: 'a session cookie is set with SameSite=None; Secure; Partitioned',
    ...allowlisted,
    session: { sameSite: 'None', secure: true, partitioned: true, loggedIn: true },
  },
  'session-partitioned-insecure': {
    title: 'a session cookie is set with SameSite=None; Partitioned, and Secure is forgotten',
    ...allowlisted,
    session: { sameSite: 'None', partitioned: true, loggedIn: true },
  },
  'session-unspecified': {
    title: 'a session cookie is set without SameSite',
    ...allowlisted,
    session: { sameSite: null, loggedIn: true },
  },
  'session-lax': {
    title: 'a session cookie is set with SameSite=Lax',
    ...allowlisted,
    session: { sameSite: 'Lax', loggedIn: true },
  },
  'session-strict': {
    title: 'a session cookie is set with SameSite=Strict',
    ...allowlisted,
    session: { sameSite: 'Strict', loggedIn: true },
  },
  'session-logged-out': {
    title: 'a session cookie is wanted, and nobody has logged in',
    ...allowlisted,
    session: { sameSite: 'Lax', loggedIn: false },
  },
  'session-wildcard': {
    title: 'a session cookie is set, and every origin is allowed',
    cors: { origin: '*', credentials: true },
    session: { sameSite: 'Lax', loggedIn: true },
  },
  'session-without-allow-credentials': {
    title: 'a session cookie is set, and Allow-Credentials is forgotten',
    cors: { origin: 'allowlist' },
    session: { sameSite: 'Lax', loggedIn: true },
  },
  'session-without-cors': {
    title: 'a session cookie is set, and there are no CORS headers',
    session: { sameSite: 'Lax', loggedIn: true },
  },
} as const satisfies Policies;
