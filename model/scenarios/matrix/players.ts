import { playerLoaders } from '../../lab/loaders/player-loaders';
import type { PolicyName } from '../../lab/policies';
import type { Suite } from '../build/scenario';

const loaders = Object.keys(playerLoaders) as (keyof typeof playerLoaders)[];

/** Where libraries differ: nothing said, everybody, by name and with the session, redirects, refusals, bytes that are no audio. */
const policies = [
  'none',
  'wildcard',
  'exact-credentials',
  'session-none',
  'session-without-cors',
  'redirect-to-mirror',
  'redirect-without-cors',
  'forbidden',
  'forbidden-without-cors',
  'bad-bytes',
  'corp-same-origin',
  'corp-same-origin-with-cors',
] as const satisfies readonly PolicyName[];

export const playerMatrix = {
  number: 30,
  title: 'Songs loaded by the player libraries that people use',
  links: ['https://fetch.spec.whatwg.org/#http-cors-protocol'],
  products: [{ pages: ['http'], loaders, relations: ['other-site'], policies }],
} as const satisfies Suite;
