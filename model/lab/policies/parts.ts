import type { Policies } from './policy';

const open = { cors: { origin: '*' } } as const;
const wav = { file: 'tone.wav' } as const;

/** Files that come in parts, as from a CDN that hands ranges on. https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response */
export const partPolicies = {
  'parts-here': { title: 'the file comes in two parts', ...open, ...wav, parts: { rest: 'here' } },
  'parts-here-without-cors': {
    title: 'the file comes in two parts, without CORS headers',
    ...wav,
    parts: { rest: 'here' },
  },
  'parts-elsewhere': {
    title: 'the second part of the file comes from another host, and every origin is allowed',
    ...open,
    ...wav,
    parts: { rest: 'other-host' },
  },
  'parts-elsewhere-without-cors': {
    title: 'the second part of the file comes from another host, without CORS headers',
    ...wav,
    parts: { rest: 'other-host' },
  },
} as const satisfies Policies;
