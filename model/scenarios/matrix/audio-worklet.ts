import type { Suite } from '../build/scenario';

export const audioWorkletMatrix = {
  number: 33,
  title: 'Modules of an AudioWorklet: scripts that give sound, which are asked for with CORS alone',
  links: ['https://webaudio.github.io/web-audio-api/#AudioWorklet'],
  products: [
    {
      // Elsewhere there is no AudioWorklet: https://webaudio.github.io/web-audio-api/#BaseAudioContext
      pages: ['https'],
      loaders: ['audio-worklet', 'audio-worklet-credentials'],
      relations: ['other-site'],
      policies: [
        'none',
        'wildcard',
        'exact-credentials',
        'redirect-to-mirror',
        'redirect-to-closed',
        'redirect-to-mirror-by-name',
        'redirect-without-cors',
        'forbidden',
        'forbidden-without-cors',
        'wrong-type',
        'octet-stream',
        'bad-bytes',
        'corp-same-origin',
        'corp-same-origin-with-cors',
      ],
    },
    {
      // A secure context as well, over http.
      pages: ['http-localhost'],
      loaders: ['audio-worklet'],
      relations: ['other-site'],
      policies: ['none', 'wildcard', 'wrong-type', 'octet-stream', 'corp-same-origin-with-cors'],
    },
  ],
} as const satisfies Suite;
