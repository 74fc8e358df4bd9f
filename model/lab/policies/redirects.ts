import type { Policies } from './policy';
import type { HeaderLine } from '../../http/headers';

const wildcard: HeaderLine = ['Access-Control-Allow-Origin', '*'];

/** Redirects: each hop is checked, and a second foreign origin turns `Origin` into `null`. https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export const redirectPolicies = {
  'redirect-same': {
    title: 'the CDN redirects to itself',
    headers: [wildcard],
    redirect: { status: 302, to: 'same-server', policy: 'wildcard' },
  },
  'redirect-to-mirror': {
    title: 'the CDN redirects to its mirror, and both allow every origin',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'wildcard' },
  },
  'redirect-to-mirror-by-name': {
    title: 'the CDN redirects to its mirror, and both allow the player by name',
    cors: { origin: 'allowlist' },
    redirect: { status: 302, to: 'cdn-mirror', policy: 'exact-by-hand' },
  },
  'redirect-to-mirror-by-allowlist': {
    title: 'the CDN redirects to its mirror, and both look the origin up in an allowlist',
    cors: { origin: 'allowlist' },
    redirect: { status: 302, to: 'cdn-mirror', policy: 'exact' },
  },
  'redirect-without-cors': {
    title: 'the redirect itself lacks CORS headers',
    redirect: { status: 302, to: 'cdn-mirror', policy: 'wildcard' },
  },
  'redirect-to-closed': {
    title: 'the CDN redirects to a mirror without CORS headers',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'none' },
  },
  'redirect-to-player': {
    title: "the CDN redirects back to the page's own server",
    headers: [wildcard],
    redirect: { status: 307, to: 'player', policy: 'none' },
  },
  'redirect-307-session': {
    title: 'the CDN redirects to its mirror, and the player is allowed by name with credentials',
    cors: { origin: 'allowlist', credentials: true },
    redirect: { status: 307, to: 'cdn-mirror', policy: 'exact-credentials' },
  },
  'redirect-to-null': {
    title: 'the CDN redirects to its mirror, which allows null',
    headers: [wildcard],
    redirect: { status: 302, to: 'cdn-mirror', policy: 'null' },
  },
  'redirect-chain': {
    title: 'three redirects lead out and back',
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
