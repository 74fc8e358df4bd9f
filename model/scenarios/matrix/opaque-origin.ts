import type { Suite } from '../build/scenario';

export const opaqueOriginMatrix = {
  number: 18,
  title: 'Pages whose origin is opaque: files, sandboxed frames, sandboxing policies',
  links: ['https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque'],
  products: [
    {
      pages: ['file', 'sandboxed', 'csp-sandbox'],
      loaders: [
        'audio',
        'audio-anonymous',
        'audio-use-credentials',
        'fetch-same-origin',
        'fetch-include',
        'xhr',
      ],
      relations: ['same-origin', 'other-site'],
      policies: ['none', 'wildcard', 'null', 'exact-by-hand', 'any-origin', 'null-credentials', 'exact'],
    },
    {
      pages: ['evil-sandboxed'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-include'],
      relations: ['other-site'],
      policies: ['none', 'wildcard', 'null', 'null-credentials', 'any-origin-session', 'session-none'],
    },
  ],
} as const satisfies Suite;
