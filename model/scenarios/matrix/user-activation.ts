import type { Suite } from '../build/scenario';

/** What a song comes to where the browser lets sound begin as it ships: once somebody has clicked. */
export const userActivationMatrix = {
  number: 35,
  title: 'User activation: a song that nobody has clicked for comes, and stays silent',
  links: [
    'https://html.spec.whatwg.org/multipage/media.html#allowed-to-play',
    'https://html.spec.whatwg.org/multipage/interaction.html#sticky-activation',
  ],
  products: [
    {
      pages: [
        'unclicked',
        'clicked',
        'clicked-autoplay-off',
        'framed-unclicked',
        'framed-parent-clicked',
        'framed-allowed',
        'framed-autoplay-off',
        'framed-clicked',
      ],
      loaders: ['audio-anonymous', 'buffer-source'],
      relations: ['other-site'],
      policies: ['wildcard'],
    },
    {
      // What else is the matter comes first, and stays after a click.
      pages: ['unclicked', 'clicked'],
      loaders: ['audio', 'audio-anonymous', 'buffer-source'],
      relations: ['other-site'],
      policies: ['none', 'wildcard'],
    },
  ],
} as const satisfies Suite;
