import { scryptSync } from 'node:crypto';
import { holes } from '../../../model/check/holes-of';
import { isSigningField } from '../../../model/check/signed-url';
import type { HeaderLine } from '../../../model/http/headers';
import { Redactor } from '../redact';

/** Costs whoever would guess a query by its digest; in Node's own terms of scrypt. */
const cost = 4_096;
const digests = new Map<string, string>();

/** Eight digits that differ where queries do. No query can be had from so few, but one that can be guessed anyway. */
function digestOf(query: string): string {
  const digest = digests.get(query) ?? scryptSync(query, 'earshot', 4, { N: cost }).toString('hex');
  digests.set(query, digest);
  return digest;
}

/**
 * A URL as it stands in ids: without user name, password and fragment, and with a digest in place of its query. Fields that
 * sign a URL are others each time, and are left out.
 */
function placeOfUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const fields = search
    .slice(1)
    .split('&')
    .filter((field) => field !== '' && !isSigningField(field.split('=')[0]!));
  return origin + pathname + (fields.length === 0 ? '' : `?${digestOf(fields.join('&'))}`);
}

/**
 * What stands for a URL in ids, without what is secret by the URL itself or by header lines.
 * @param headers that are sent to it
 */
export const placeOf = (url: string, headers: readonly HeaderLine[]): string =>
  new Redactor([url], headers).text(placeOfUrl(url));

/** What a finding is about. */
interface Subject {
  /** The page's origin, serialized. */
  readonly page: string;
  /** The name of the check, or its URL as `placeOf` writes it. */
  readonly place: string;
}

/** The same at each run, and another for another URL, page, loader or engine. */
export const idOfLoad = ({ page, place }: Subject, engine: string, loader: string): string =>
  [engine, loader, page, place].join(' ');

/** The same at each run, and another for another URL, page or hole. */
export const idOfHole = ({ page, place }: Subject, hole: string): string =>
  ['hole', hole, page, place].join(' ');

/** The ids of all holes there are, for the URL and the page that a load is of. */
export const idsOfHoles = (idOfLoad: string): string[] =>
  holes.map((hole) => ['hole', hole, ...idOfLoad.split(' ').slice(2)].join(' '));
