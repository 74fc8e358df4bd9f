import { shown } from '../../model/http/shown-text';
import { type LoaderName } from '../../model/lab/loaders/loaders';
import { isPolicyName, policyOf, policyNames, type PolicyName } from '../../model/lab/policies';
import type { Policy } from '../../model/lab/policies/policy';
import { serverNames, servers, type ServerName } from '../../model/lab/topology/topology';

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
  readonly crossorigin: Crossorigin;
  /** Of the GET. */
  readonly credentials: Credentials;
  /** Null: the CDN's own policy. */
  readonly policy: PolicyName | null;
  /** Skip the GET: set `src` directly. */
  readonly direct: boolean;
  readonly tap: boolean;
}

/** The article's own page: a GET as `fetch(url)` makes it, an `<audio>` without attributes, a CDN that knows no CORS. */
export const articleChoices: Choices = {
  cdn: 'cdn-closed',
  crossorigin: 'none',
  credentials: 'same-origin',
  policy: null,
  direct: false,
  tap: true,
};

const switches = ['0', '1'] as const;

/** Choices from a query string; `complaints` names each value that is none, and what there is instead. */
export function parseChoices(search: string): { choices: Choices; complaints: string[] } {
  const query = new URLSearchParams(search);
  const complaints: string[] = [];
  const pick = <T extends string, D>(name: string, allowed: readonly T[], otherwise: D): T | D => {
    const seen = query.get(name);
    if (seen === null || seen === '') return otherwise;
    const known = allowed.find((value) => value === seen);
    if (known !== undefined) return known;
    const instead = allowed.length > 10 ? 'one of those below' : allowed.join(', ');
    complaints.push(`The address says ${name}=${shown(seen)}, which is not known here; choose ${instead}.`);
    return otherwise;
  };
  const choices: Choices = {
    cdn: pick('cdn', cdnNames, articleChoices.cdn),
    crossorigin: pick('crossorigin', crossorigins, articleChoices.crossorigin),
    credentials: pick('credentials', credentialsModes, articleChoices.credentials),
    policy: pick('policy', policyNames, null),
    direct: pick('direct', switches, '0') === '1',
    tap: pick('tap', switches, '1') === '1',
  };
  return { choices, complaints };
}

/** The query string that `parseChoices` reads back. What is seldom chosen stands in it only when it is. */
export function formatChoices({ cdn, crossorigin, credentials, policy, direct, tap }: Choices): string {
  const query = new URLSearchParams({ cdn, crossorigin, credentials });
  if (policy) query.set('policy', policy);
  if (direct) query.set('direct', '1');
  if (!tap) query.set('tap', '0');
  return `?${query.toString()}`;
}

/** The policy that the CDN will follow. */
export function effectivePolicy({ cdn, policy }: Choices): Policy {
  const name: string = policy ?? servers[cdn].ownPolicy;
  return isPolicyName(name) ? policyOf(name) : { title: name };
}
