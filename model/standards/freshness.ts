import { getHeader, stripWhitespace, type HeaderLine } from '../http/headers';
import type { Answer } from './exchange-case';

/** Directives by their names, in lower case, and what each says; of several, the first. Values may be quoted. */
function directivesOf(headers: readonly HeaderLine[]): ReadonlyMap<string, string> {
  const value = getHeader(headers, 'cache-control') ?? '';
  const directives = new Map<string, string>();
  for (const [, raw = '', quoted, plain = ''] of value.matchAll(
    /([^\s,=]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,]*)))?/g,
  )) {
    const name = raw.toLowerCase();
    if (!directives.has(name)) directives.set(name, quoted ?? plain);
  }
  return directives;
}

/** Seconds that a directive names; what is no number counts as none (https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime). Null if it is not there. */
function secondsOf(value: string | null | undefined): number | null {
  if (value == null) return null;
  return /^\d+$/.test(value) ? Number(value) : 0;
}

/** The formats of https://httpwg.org/specs/rfc9110.html#http.date: IMF-fixdate, and the two that are obsolete. */
const dateFormats = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

const fiftyYears = 50 * 365.25 * 86_400_000;

/** Milliseconds; NaN for what is no date. */
function readHttpDate(value: string): number {
  const format = dateFormats.findIndex((each) => each.test(value));
  if (format === -1) return NaN;
  // One names no zone, and is in GMT like the others.
  const date = Date.parse(format === 2 ? `${value} GMT` : value);
  if (format !== 1) return date;
  // Of two digits: a year more than fifty years from now is the last one that ends so.
  const years = [2000, 1900].map((century) =>
    value.replace(/-(\d{2}) /, (_, digits: string) => `-${century + Number(digits)} `),
  );
  const [later = NaN, earlier = NaN] = years.map((each) => Date.parse(each));
  return later - new Date().getTime() > fiftyYears ? earlier : later;
}

/**
 * Milliseconds; null where the header is missing, NaN where it is no date. Of several lines the first counts, as
 * https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime lets it.
 */
function dateOf({ headers }: Answer, name: string): number | null {
  const value = headers.find(([each]) => each.toLowerCase() === name)?.[1];
  return value === undefined ? null : readHttpDate(stripWhitespace(value));
}

/** Of those that may be kept for a tenth of their age, the ones that some engine keeps so. */
const guessedStatuses = new Set([200, 203, 204, 206]);
/** https://httpwg.org/specs/rfc9110.html#overview.of.status.codes: those that may be kept even if no header says so. */
const heuristicStatuses = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);
/** Those that engines keep for good, where no header says how long. */
const lastingStatuses = new Set([300, 301, 308, 410]);

/** Seconds for which an answer is fresh (https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime). @param now milliseconds */
function lifetimeOf(answer: Answer, now: number): number {
  const directives = directivesOf(answer.headers);
  const maxAge = secondsOf(directives.get('max-age'));
  if (maxAge !== null) return maxAge;
  const date = dateOf(answer, 'date') ?? now;
  const expires = dateOf(answer, 'expires');
  // What is no date is over: https://httpwg.org/specs/rfc9111.html#field.expires
  if (expires !== null)
    return Number.isNaN(expires) ? 0 : (expires - (Number.isNaN(date) ? now : date)) / 1000;
  if (lastingStatuses.has(answer.status)) return Infinity;
  if (!guessedStatuses.has(answer.status)) return 0;
  // https://httpwg.org/specs/rfc9111.html#heuristic.freshness: a tenth of the time since it changed.
  const modified = dateOf(answer, 'last-modified');
  return modified === null || Number.isNaN(modified) ? 0 : Math.max(0, (date - modified) / 10_000);
}

/** Seconds, of an answer that came a moment ago (https://httpwg.org/specs/rfc9111.html#age.calculations). */
function ageOf(answer: Answer, now: number): number {
  const date = dateOf(answer, 'date');
  const apparent = date === null || Number.isNaN(date) ? 0 : Math.max(0, (now - date) / 1000);
  const [said = ''] = (getHeader(answer.headers, 'age') ?? '').split(',');
  const age = stripWhitespace(said);
  return Math.max(apparent, /^\d+$/.test(age) ? Number(age) : 0);
}

/** How an answer that is stored may be used: as it is; as it is, while it is validated (https://httpwg.org/specs/rfc5861.html); or once it is validated. */
export type Use = 'fresh' | 'stale-while-revalidate' | 'validate';

/** https://httpwg.org/specs/rfc9111.html#constructing.responses.from.caches, for an answer that came a moment ago. @param now milliseconds */
export function useOf(answer: Answer, now: number = new Date().getTime()): Use {
  const directives = directivesOf(answer.headers);
  const isPragma = !directives.size && /(^|[\s,])no-cache/i.test(getHeader(answer.headers, 'pragma') ?? '');
  // What is said of some fields alone keeps the rest usable.
  if (directives.get('no-cache') === '' || isPragma) return 'validate';
  const left = lifetimeOf(answer, now) - ageOf(answer, now);
  if (left > 0) return 'fresh';
  const grace = secondsOf(directives.get('stale-while-revalidate'));
  return grace !== null && left + grace > 0 && !directives.has('must-revalidate')
    ? 'stale-while-revalidate'
    : 'validate';
}

/** https://httpwg.org/specs/rfc9110.html#weak.and.strong.validators */
export const hasStrongValidator = ({ headers }: Answer): boolean =>
  /^(?!W\/)./.test(getHeader(headers, 'etag') ?? '');

/**
 * https://httpwg.org/specs/rfc9111.html#response.cacheability, in the cache of one browser. What answers a range from the first
 * byte on is the whole file here; without a strong validator it is completed by no other part
 * (https://httpwg.org/specs/rfc9111.html#combining.responses).
 */
export function isStorable(answer: Answer): boolean {
  const directives = directivesOf(answer.headers);
  // A 304 brings what is stored up to date; alone it is nothing.
  if (directives.has('no-store') || answer.status === 304) return false;
  if (answer.status === 206 && !hasStrongValidator(answer)) return false;
  return (
    heuristicStatuses.has(answer.status) ||
    directives.has('public') ||
    directives.has('private') ||
    directives.has('max-age') ||
    getHeader(answer.headers, 'expires') !== null
  );
}
