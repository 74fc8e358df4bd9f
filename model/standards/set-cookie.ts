import type { Cookie } from './cookies';

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

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A cookie-date (rfc6265bis, section 5.1.1), in ms since 1970; null if it is none. */
function dateOf(text: string): number | null {
  const tokens = text.split(/[\t -/;-@[-`{-~]+/);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const place = tokens.findIndex((token) => pattern.test(token));
    return place === -1 ? null : pattern.exec(tokens.splice(place, 1)[0]!);
  };
  const time = take(/^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/)
    ?.slice(1)
    .map(Number);
  const day = Number(take(/^\d{1,2}(?!\d)/)?.[0]);
  const month = months.indexOf(take(new RegExp(`^(${months.join('|')})`, 'i'))?.[1]?.toLowerCase() ?? '');
  const short = Number(take(/^\d{2,4}(?!\d)/)?.[0]);
  const year = short >= 100 ? short : short + (short >= 70 ? 1900 : 2000);
  const [hour = 24, minute = 0, second = 0] = time ?? [];
  // 6. A date that is none in the calendar is refused, too.
  if (!(day >= 1 && day <= 31) || month < 0 || !(year >= 1601) || hour > 23 || minute > 59 || second > 59)
    return null;
  const ms = Date.UTC(year, month, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day ? ms : null;
}

const trim = (text: string): string => text.replace(/^[\t ]+|[\t ]+$/g, '');

/** The name of a pair, and its value: of one without `=`, the value is empty. */
function pairOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [trim(text), ''] : [trim(text.slice(0, equals)), trim(text.slice(equals + 1))];
}

/** When a cookie expires: `Max-Age` comes before `Expires` (rfc6265bis, section 5.7, 5). */
function expiryOf(attributes: readonly (readonly [string, string])[], now: number): number {
  const said = (name: string): string[] =>
    attributes.filter(([each]) => each === name).map(([, value]) => value);
  const age = said('max-age').findLast((value) => /^-?\d+$/.test(value));
  if (age !== undefined) return Number(age) <= 0 ? -Infinity : now + Number(age) * 1000;
  return (
    said('expires')
      .map(dateOf)
      .findLast((date) => date !== null) ?? Infinity
  );
}

/**
 * Parses a `Set-Cookie` line (rfc6265bis, section 5.6).
 * @param now in ms since 1970
 * @returns null if it is ignored
 */
export function parseSetCookie(line: string, now: number): SetCookie | null {
  // 1.
  // eslint-disable-next-line no-control-regex -- it is about them
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(line)) return null;
  // 2, 3. Without a `=` all is value.
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = pair.includes('=') ? pairOf(pair) : ['', trim(pair)];
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
    expires: expiryOf(attributes, now),
  };
}
