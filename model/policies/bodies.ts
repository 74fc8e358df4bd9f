import type { Policies } from './policy';

const open = { cors: { origin: '*' } } as const;

/** What comes after the headers: formats, content types, ranges, statuses, faults, caching and resource policy. */
export const bodyPolicies = {
  wav: { title: 'a wav file', ...open, file: 'tone.wav' },
  ogg: { title: 'an ogg file', ...open, file: 'tone.ogg' },
  flac: { title: 'a flac file', ...open, file: 'tone.flac' },
  'no-type': { title: 'no content type', ...open, contentType: null },
  'octet-stream': { title: 'an unspecific content type', ...open, contentType: 'application/octet-stream' },
  'wrong-type': { title: 'a wrong content type', ...open, contentType: 'text/plain' },
  'range-ignored': { title: 'ranges are ignored', ...open, range: 'ignored' },
  'range-refused': { title: 'every range is refused', ...open, range: 'refused' },
  'not-found': { title: 'the file is not there', ...open, status: 404 },
  'server-error': { title: 'the CDN fails', ...open, status: 500 },
  'server-error-without-cors': { title: 'the CDN fails, and its error lacks CORS headers', status: 500 },
  delayed: { title: 'the answer takes 300 ms', ...open, fault: { kind: 'delay', ms: 300 } },
  reset: { title: 'the connection is reset', ...open, fault: { kind: 'reset', after: 'request' } },
  'reset-half': {
    title: 'the connection is reset in mid-file',
    ...open,
    fault: { kind: 'reset', after: 'half' },
  },
  truncated: { title: 'half of the file comes', ...open, fault: { kind: 'truncate' } },
  trickled: {
    title: 'the file comes in small pieces',
    ...open,
    fault: { kind: 'trickle', pieces: 8, ms: 20 },
  },
  immutable: {
    title: 'cached for a year, without Vary',
    headers: [
      ['Access-Control-Allow-Origin', '{origin}'],
      ['Cache-Control', 'public, max-age=31536000, immutable'],
    ],
  },
  'immutable-vary': {
    title: 'cached for a year, with Vary: Origin',
    headers: [
      ['Access-Control-Allow-Origin', '{origin}'],
      ['Cache-Control', 'public, max-age=31536000, immutable'],
      ['Vary', 'Origin'],
    ],
  },
  'corp-same-origin': {
    title: 'resource policy same-origin',
    headers: [['Cross-Origin-Resource-Policy', 'same-origin']],
  },
  'corp-same-site': {
    title: 'resource policy same-site',
    headers: [['Cross-Origin-Resource-Policy', 'same-site']],
  },
  'corp-cross-origin': {
    title: 'resource policy cross-origin',
    headers: [['Cross-Origin-Resource-Policy', 'cross-origin']],
  },
  'timing-allowed': { title: 'timing is open to all', ...open, headers: [['Timing-Allow-Origin', '*']] },
} as const satisfies Policies;
