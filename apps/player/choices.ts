import type { LoaderName } from '../../model/lab/loaders/loaders';
import { isPolicyName, policyOf, type PolicyName } from '../../model/lab/policies';
import type { Policy } from '../../model/lab/policies/policy';
import { serverNames, servers, type ServerName } from '../../model/lab/topology/topology';
import { libraryLoaders, type LibraryLoader } from './libraries';
import { policyOfLines } from './own-headers';

export type CdnName = Extract<ServerName, `cdn-${string}`>;
/** The CDNs that have a behaviour of their own. */
export const cdnNames = serverNames.filter((name): name is CdnName => name.startsWith('cdn-'));

/** The `crossorigin` attribute of the element, and the loader that this makes it. */
export const audioLoaders = {
  none: 'audio',
  anonymous: 'audio-anonymous',
  'use-credentials': 'audio-use-credentials',
} as const satisfies Record<string, LoaderName>;
export type Crossorigin = keyof typeof audioLoaders;
export const crossorigins = Object.keys(audioLoaders) as Crossorigin[];

export const credentialsModes = ['omit', 'same-origin', 'include'] as const;
export type Credentials = (typeof credentialsModes)[number];

/** The loader that credentials make of the GET. */
export const getLoaders = {
  omit: 'fetch-omit',
  'same-origin': 'fetch-same-origin',
  include: 'fetch-include',
} as const satisfies Record<Credentials, LoaderName>;

/** What the person chose. It stands in the page's address, so that a link repeats it. */
export interface Choices {
  readonly cdn: CdnName;
  /** The library that loads the song; null: the page's own `<audio>` does. */
  readonly player: LibraryLoader | null;
  /** Of the page's own `<audio>`. */
  readonly crossorigin: Crossorigin;
  /** Of the GET. */
  readonly credentials: Credentials;
  /** Null: the CDN's own policy. */
  readonly policy: PolicyName | null;
  /** Header lines of the person's own, which the CDN answers with instead of any policy. */
  readonly headers: string | null;
  /** Skip the GET: set `src` directly. */
  readonly direct: boolean;
  /** GET from a sandboxed frame, whose origin is null. */
  readonly frame: boolean;
  readonly tap: boolean;
}

/** The article's own page: a GET as `fetch(url)` makes it, an `<audio>` without attributes, a CDN that knows no CORS. */
export const articleChoices: Choices = {
  cdn: 'cdn-closed',
  player: null,
  crossorigin: 'none',
  credentials: 'same-origin',
  policy: null,
  headers: null,
  direct: false,
  frame: false,
  tap: true,
};

/** The choices that load by `loader`; null if the player cannot. */
export function withLoader(loader: LoaderName, choices: Choices): Choices | null {
  const credentials = credentialsModes.find((mode) => getLoaders[mode] === loader);
  if (credentials !== undefined) return { ...choices, credentials };
  const crossorigin = crossorigins.find((value) => audioLoaders[value] === loader);
  if (crossorigin !== undefined) return { ...choices, crossorigin, player: null };
  const player = libraryLoaders.find((name) => name === loader);
  return player === undefined ? null : { ...choices, player };
}

/** What loads the song. */
export const songLoaderOf = ({ player, crossorigin }: Choices): LoaderName =>
  player ?? audioLoaders[crossorigin];

/** The policy that the CDN will follow. */
export function effectivePolicy({ cdn, policy, headers }: Choices): Policy {
  if (headers !== null) return policyOfLines(headers);
  const name: string = policy ?? servers[cdn].ownPolicy;
  return isPolicyName(name) ? policyOf(name) : { title: name };
}
