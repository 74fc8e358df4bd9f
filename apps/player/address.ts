import { shown } from '../../model/http/shown-text';
import { policyNames } from '../../model/lab/policies';
import { articleChoices, cdnNames, credentialsModes, crossorigins, type Choices } from './choices';
import { libraryLoaders } from './libraries';
import { nearest } from './nearest';
import { choicesOf, stopAt, stopNumbers } from './tour';

/** What the page's address says. */
export interface Address {
  readonly choices: Choices;
  /** The number of the stop of the tour; null off the tour. */
  readonly stop: number | null;
  /** A sentence about what is not known here; null if all is. */
  readonly complaint: string | null;
}

interface Unknown {
  readonly name: string;
  readonly seen: string;
  readonly nearest: string;
}

const switches = ['0', '1'] as const;
const maxShown = 40;

function complain(unknown: readonly Unknown[]): string | null {
  if (unknown.length === 0) return null;
  const said = unknown.map(({ name, seen }) => `${name}=${shown(seen, maxShown)}`).join(' or ');
  const meant = unknown.map((each) => `${each.name}=${each.nearest}`).join(' and ');
  return `Nothing here is called ${said}, as the address says: did you mean ${meant}?`;
}

/** Reads a query string. A stop of the tour brings its choices; those that stand beside it come first. */
export function parseAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const unknown: Unknown[] = [];
  const pick = <T extends string, D>(name: string, allowed: readonly T[], otherwise: D): T | D => {
    const seen = query.get(name);
    if (seen === null || seen === '') return otherwise;
    const known = allowed.find((value) => value === seen);
    if (known !== undefined) return known;
    unknown.push({ name, seen, nearest: nearest(seen, allowed) });
    return otherwise;
  };
  const isOn = (name: string, otherwise: boolean): boolean =>
    pick(name, switches, otherwise ? '1' : '0') === '1';
  const number = pick('stop', stopNumbers, null);
  const stop = number === null ? null : Number(number);
  const start = stop === null ? articleChoices : choicesOf(stopAt(stop));
  const choices: Choices = {
    cdn: pick('cdn', cdnNames, start.cdn),
    player: pick('player', libraryLoaders, start.player),
    crossorigin: pick('crossorigin', crossorigins, start.crossorigin),
    credentials: pick('credentials', credentialsModes, start.credentials),
    policy: pick('policy', policyNames, query.has('cdn') ? null : start.policy),
    headers: query.get('headers'),
    direct: isOn('direct', start.direct),
    frame: isOn('frame', start.frame),
    tap: isOn('tap', start.tap),
  };
  return { choices, stop, complaint: complain(unknown) };
}

/** The query string that `parseAddress` reads back. What is seldom chosen stands in it only when it is. */
export function formatAddress(choices: Choices, stop: number | null = null): string {
  const { cdn, player, crossorigin, credentials, policy, headers, direct, frame, tap } = choices;
  const query = new URLSearchParams({ cdn, crossorigin, credentials });
  if (player) query.set('player', player);
  if (policy) query.set('policy', policy);
  if (headers !== null) query.set('headers', headers);
  if (direct || stop !== null) query.set('direct', direct ? '1' : '0');
  if (frame || stop !== null) query.set('frame', frame ? '1' : '0');
  if (!tap) query.set('tap', '0');
  if (stop !== null) query.set('stop', String(stop));
  return `?${query.toString()}`;
}
