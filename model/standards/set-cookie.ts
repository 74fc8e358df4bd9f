import { readCookieDate, type DateGrammar } from './cookie-date';
import { standardCookieRules, type Cookie, type CookieRules } from './cookies';

/** What a `Set-Cookie` line says. */
export interface SetCookie extends Cookie {
  readonly name: string;
  readonly value: string;
  /** Lower-case; empty if none is said. */
  readonly domain: string;
  /** Null: that of the URL that set it. */
  readonly path: string | null;
  readonly secure: boolean;
  readonly partitioned: boolean;
  readonly httpOnly: boolean;
  /** In ms since 1970; infinite for a cookie of the session. */
  readonly expires: number;
}

const trim = (text: string): string => text.replace(/^[\t ]+|[\t ]+$/g, '');

/** The name of a pair, and its value: of one without `=`, the value is empty. */
function pairOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [trim(text), ''] : [trim(text.slice(0, equals)), trim(text.slice(equals + 1))];
}

/** When a cookie expires: `Max-Age` comes before `Expires` (rfc6265bis, section 5.7, 5). */
function expiryOf(
  attributes: readonly (readonly [string, string])[],
  now: number,
  dates: DateGrammar,
): number {
  const said = (name: string): string[] =>
    attributes.filter(([each]) => each === name).map(([, value]) => value);
  const age = said('max-age').findLast((value) => /^-?\d+$/.test(value));
  if (age !== undefined) return Number(age) <= 0 ? -Infinity : now + Number(age) * 1000;
  return (
    said('expires')
      .map((date) => readCookieDate(date, dates))
      .findLast((date) => date !== null) ?? Infinity
  );
}

/**
 * Parses a `Set-Cookie` line (rfc6265bis, section 5.6).
 * @param now in ms since 1970
 * @returns null if it is ignored
 */
export function parseSetCookie(
  line: string,
  now: number,
  { nameless, dates }: CookieRules = standardCookieRules,
): SetCookie | null {
  // 1.
  // eslint-disable-next-line no-control-regex -- it is about them
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(line)) return null;
  // 2, 3. Without a `=` all is value.
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = pair.includes('=') || nameless === 'never' ? pairOf(pair) : ['', trim(pair)];
  if (name === '' && (nameless === 'never' || (nameless === 'without =' && value.includes('=')))) return null;
  // 5, and 5.7, 4: nothing, or more than anybody takes.
  if (name + value === '' || name.length + value.length > 4096) return null;
  const attributes = rest
    .map(pairOf)
    .map(([key, said]) => [key.toLowerCase(), said] as const)
    .filter(([, said]) => said.length <= 1024);
  const last = (key: string): string | undefined => attributes.findLast(([each]) => each === key)?.[1];
  const has = (key: string): boolean => last(key) !== undefined;
  const path = last('path');
  const sameSite = (['Strict', 'Lax', 'None'] as const).find(
    (each) => each.toLowerCase() === last('samesite')?.toLowerCase(),
  );
  return {
    name,
    value,
    domain: (last('domain') ?? '').replace(/^\./, '').toLowerCase(),
    path: path?.startsWith('/') ? path : null,
    secure: has('secure'),
    httpOnly: has('httponly'),
    partitioned: has('partitioned'),
    sameSite: sameSite ?? null,
    expires: expiryOf(attributes, now, dates),
  };
}
