import type { Suite } from '../build/scenario';

export const swappedSourceMatrix = {
  number: 24,
  title: 'The src of a tapped element swapped: from the own song to another origin, and back',
  links: [
    'https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security',
    'https://html.spec.whatwg.org/multipage/media.html#dom-media-load',
  ],
  products: [
    {
      pages: ['http', 'https'],
      loaders: [
        'audio-swapped-in',
        'audio-anonymous-swapped-in',
        'audio-swapped-out',
        'audio-anonymous-swapped-out',
      ],
      relations: ['same-origin', 'other-port', 'other-host', 'other-site'],
      policies: ['none', 'wildcard'],
    },
  ],
} as const satisfies Suite;
