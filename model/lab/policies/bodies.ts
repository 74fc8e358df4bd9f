import type { Policies } from './policy';

const open = { cors: { origin: '*' } } as const;

/** What comes after the headers: formats, content types, ranges, statuses, faults. */
export const bodyPolicies = {
  wav: { title: 'the song is a wav file', ...open, file: 'tone.wav' },
  ogg: { title: 'the song is an ogg file', ...open, file: 'tone.ogg' },
  flac: { title: 'the song is a flac file', ...open, file: 'tone.flac' },
  'no-type': { title: 'there is no content type', ...open, contentType: null },
  'octet-stream': {
    title: 'the content type is unspecific',
    ...open,
    contentType: 'application/octet-stream',
  },
  'wrong-type': { title: 'the content type is wrong', ...open, contentType: 'text/plain' },
  'range-ignored': { title: 'ranges are ignored', ...open, range: 'ignored' },
  'range-refused': { title: 'every range is refused', ...open, range: 'refused' },
  'range-exposed': {
    title: 'script may see which range came',
    cors: { origin: '*', exposedHeaders: ['Content-Range'] },
  },
  'range-exposed-by-wildcard': {
    title: 'script may see every header',
    cors: { origin: '*', exposedHeaders: ['*'] },
  },
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
  'timing-allowed': { title: 'timing is open to all', ...open, headers: [['Timing-Allow-Origin', '*']] },
  'html-error': {
    title: 'an error page in HTML comes with status 200',
    ...open,
    contentType: 'text/html',
    body: 'html',
  },
  forbidden: { title: 'the CDN forbids it', ...open, status: 403 },
  'forbidden-without-cors': { title: 'the CDN forbids it, and its error lacks CORS headers', status: 403 },
  'bad-bytes': { title: 'the bytes are no audio', ...open, body: 'noise' },
  'empty-body': { title: 'nothing comes after the headers', ...open, body: 'empty' },
  'no-length': {
    title: 'the song comes in small pieces, and the answer does not say how long it is',
    ...open,
    length: 'unsaid',
    fault: { kind: 'trickle', pieces: 8, ms: 20 },
  },
  'head-refused': { title: 'HEAD is refused', ...open, head: 'refused' },
  'unknown-format': {
    title: 'the bytes are audio of a format that no browser plays',
    ...open,
    body: 'midi',
    contentType: 'audio/midi',
  },
  'bad-bytes-without-cors': {
    title: 'the bytes are no audio and there are no CORS headers',
    body: 'noise',
  },
} as const satisfies Policies;
