import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const wildcard: HeaderLine = ['Access-Control-Allow-Origin', '*'];

/** Redirects: each hop is checked, and a second foreign origin turns `Origin` into `null`. https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export const redirectPolicies = {
  'redirect-same': {
    title: 'a redirect within the CDN',
    headers: [wildcard],
    redirect: { status: 302, to: 'same-server', policy: 'wildcard' },
  },
  'redirect-to-mirror': {
    title: 'a redirect to the mirror, both allowing every origin',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'wildcard' },
  },
  'redirect-to-mirror-by-name': {
    title: 'a redirect to the mirror, both allowing the player by name',
    cors: { origin: 'allowlist' },
    redirect: { status: 302, to: 'cdn-mirror', policy: 'exact-by-hand' },
  },
  'redirect-to-mirror-by-allowlist': {
    title: 'a redirect to the mirror, both looking the origin up in an allowlist',
    cors: { origin: 'allowlist' },
    redirect: { status: 302, to: 'cdn-mirror', policy: 'exact' },
  },
  'redirect-without-cors': {
    title: 'a redirect that lacks CORS headers itself',
    redirect: { status: 302, to: 'cdn-mirror', policy: 'wildcard' },
  },
  'redirect-to-closed': {
    title: 'a redirect to a mirror without CORS headers',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'none' },
  },
  'redirect-to-player': {
    title: "a redirect back to the page's own server",
    headers: [wildcard],
    redirect: { status: 307, to: 'player', policy: 'none' },
  },
  'redirect-307-session': {
    title: 'a redirect to the mirror, the player allowed by name with credentials',
    cors: { origin: 'allowlist', credentials: true },
    redirect: { status: 307, to: 'cdn-mirror', policy: 'exact-credentials' },
  },
  'redirect-to-null': {
    title: 'a redirect to the mirror, which allows null',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'null' },
  },
  'redirect-chain': {
    title: 'three redirects, out and back',
    headers: [wildcard],
    redirect: {
      status: 301,
      to: 'cdn-mirror',
      policy: {
        title: 'the second hop',
        headers: [wildcard],
        redirect: {
          status: 308,
          to: 'cdn',
          policy: {
            title: 'the third hop',
            headers: [wildcard],
            redirect: { status: 303, to: 'cdn-mirror', policy: 'wildcard' },
          },
        },
      },
    },
  },
} as const satisfies Policies;
