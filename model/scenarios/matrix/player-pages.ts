import { playerSequences } from '../../lab/loaders/loaders';
import type { Suite } from '../build/scenario';

const sequences = Object.keys(playerSequences) as (keyof typeof playerSequences)[];

export const playerPageMatrix = {
  number: 32,
  title: 'Player libraries where more than CORS decides: types, the cache, the page and its policies',
  links: ['https://html.spec.whatwg.org/multipage/media.html#location-of-the-media-resource'],
  products: [
    {
      pages: ['http'],
      // What names other files is asked for by nothing else before.
      loaders: [
        ...sequences,
        'native-hls',
        'hls-js-progressive',
        'hls-js-credentials',
        'react-player-hls',
        'videojs-hls-credentials',
        'dash-credentials',
      ],
      relations: ['other-site'],
      policies: ['cached-part'],
    },
    {
      pages: ['http'],
      loaders: [
        'howler',
        'wavesurfer',
        'wavesurfer-heard',
        'wavesurfer-blob-type',
        'wavesurfer-own-media-heard',
        'wavesurfer-web-audio',
        'pixi-sound',
      ],
      relations: ['other-site'],
      policies: ['wrong-type', 'octet-stream', 'redirect-to-closed', 'html-error'],
    },
    {
      // What an answer is like that says little: no length, no bytes, no type, no HEAD.
      pages: ['http'],
      loaders: [
        'howler',
        'wavesurfer',
        'tone',
        'three',
        'babylon',
        'plyr',
        'amplitude',
        'mediaelement',
        'shaka',
        'shaka-plain',
        'shaka-extensionless',
      ],
      relations: ['other-site'],
      policies: ['no-length', 'head-refused', 'empty-body', 'no-type'],
    },
    {
      pages: ['http'],
      loaders: ['shaka', 'shaka-extensionless'],
      relations: ['other-site'],
      policies: ['wrong-type', 'octet-stream', 'html-error'],
    },
    {
      pages: ['https'],
      loaders: ['howler', 'howler-credentials', 'howler-queued-play', 'wavesurfer', 'videojs', 'phaser'],
      relations: ['insecure-site', 'insecure-only'],
      policies: ['none', 'wildcard'],
    },
    {
      pages: ['csp-cdn', 'csp-cdn-blob', 'csp-media-self'],
      loaders: [
        'howler',
        'wavesurfer',
        'wavesurfer-heard',
        'wavesurfer-web-audio',
        'videojs-anonymous',
        'three',
      ],
      relations: ['other-site'],
      policies: ['wildcard'],
    },
    {
      pages: ['coep-require-corp'],
      loaders: [
        'howler',
        'howler-html5',
        'wavesurfer',
        'wavesurfer-peaks',
        'wavesurfer-own-media-heard',
        'buzz',
      ],
      relations: ['other-site'],
      policies: ['none', 'wildcard', 'corp-cross-origin'],
    },
    {
      pages: ['sandboxed'],
      loaders: ['howler', 'howler-credentials', 'wavesurfer', 'tone', 'plyr-anonymous'],
      relations: ['other-site'],
      policies: ['wildcard', 'exact', 'null-credentials'],
    },
  ],
} as const satisfies Suite;
