import type { Place, Policies } from './policy';

const open = { cors: { origin: '*' } } as const;
const named = { cors: { origin: 'allowlist', credentials: true } } as const;
const here = <P extends Place['policy']>(policy: P) => ({ to: 'same-server', policy }) as const;
const mirror = <P extends Place['policy']>(policy: P) => ({ to: 'cdn-mirror', policy }) as const;

/** HLS streams whose playlist, key and segment answer each in their own way. https://www.rfc-editor.org/rfc/rfc8216#section-4.3.2.4 */
export const hlsPolicies = {
  'hls-playlist-without-cors': {
    title: 'key and segment allow every origin, the playlist has no CORS headers',
    hls: { key: here('wildcard'), segment: here('wildcard') },
  },
  'hls-key-without-cors': {
    title: 'playlist and segment allow every origin, the key has no CORS headers',
    ...open,
    hls: { key: here('none') },
  },
  'hls-segment-without-cors': {
    title: 'playlist and key allow every origin, the segment has no CORS headers',
    ...open,
    hls: { segment: here('none') },
  },
  'hls-key-other-origin': {
    title: 'the key names another origin',
    ...open,
    hls: { key: here('other-origin') },
  },
  'hls-segment-other-origin': {
    title: 'the segment names another origin',
    ...open,
    hls: { segment: here('other-origin') },
  },
  'hls-elsewhere': {
    title: 'key and segment are on the mirror, everything allows every origin',
    ...open,
    hls: { key: mirror('wildcard'), segment: mirror('wildcard') },
  },
  'hls-elsewhere-by-name': {
    title: 'key and segment are on the mirror, everything allows the player by name, with credentials',
    ...named,
    hls: { key: mirror('exact-credentials'), segment: mirror('exact-credentials') },
  },
  'hls-key-elsewhere-without-cors': {
    title: 'the key is on the mirror, without CORS headers',
    ...open,
    hls: { key: mirror('none') },
  },
  'hls-segment-elsewhere-without-cors': {
    title: 'the segment is on the mirror, without CORS headers',
    ...open,
    hls: { segment: mirror('none') },
  },
  'hls-key-at-home': {
    title: "the key is on the page's own server, without CORS headers",
    ...open,
    hls: { key: { to: 'player', policy: 'none' } },
  },
  'hls-key-wildcard': {
    title: 'playlist and segment allow the player by name, with credentials; the key allows every origin',
    ...named,
    hls: { key: here('wildcard') },
  },
  'hls-segment-without-allow-credentials': {
    title: 'the player is allowed by name; the segment lacks Allow-Credentials',
    ...named,
    hls: { segment: here('exact') },
  },
  'hls-segment-redirected': {
    title: 'the segment is redirected to the mirror, everything allows every origin',
    ...open,
    hls: { segment: here('redirect-to-mirror') },
  },
  'hls-segment-redirected-by-name': {
    title: 'the segment is redirected to the mirror, both allowing the player by name',
    ...open,
    hls: { segment: here('redirect-to-mirror-by-name') },
  },
  'hls-redirected-home': {
    title: "the playlist is redirected to the mirror, which names a key on the page's own server",
    ...open,
    redirect: {
      status: 302,
      to: 'cdn-mirror',
      policy: {
        title: 'the playlist that is redirected to',
        ...open,
        hls: { key: { to: 'player', policy: 'none' } },
      },
    },
  },
  'hls-key-forbidden': { title: 'the CDN forbids the key', ...open, hls: { key: here('forbidden') } },
  'hls-key-forbidden-without-cors': {
    title: 'the CDN forbids the key, and its error lacks CORS headers',
    ...open,
    hls: { key: here('forbidden-without-cors') },
  },
  'hls-segment-not-found': {
    title: 'the segment is not there',
    ...open,
    hls: { segment: here('not-found') },
  },
  'hls-segment-bad-bytes': {
    title: 'the bytes of the segment are no audio',
    ...open,
    hls: { segment: here('bad-bytes') },
  },
} as const satisfies Policies;
