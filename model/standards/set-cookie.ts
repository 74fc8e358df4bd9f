import { readCookieDate } from './cookie-date';
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

/** UTF-8, as Node and browsers alike have it; the model has the types of neither. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Bytes, a character for each, as what reads them as UTF-8 sends them on. */
function asUtf8(bytes: string): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return String.fromCharCode(...new TextEncoder().encode(text));
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
  { dates, age, lastCounts }: CookieRules,
): number {
  const lastOf = (name: string, read: (value: string) => number | null): number | null => {
    const found = attributes.filter(([each]) => each === name).map(([, value]) => read(value));
    return found.findLast((each) => lastCounts || each !== null) ?? null;
  };
  const ofAge = (value: string): number | null => {
    if (!age.test(value)) return null;
    return value.startsWith('-') || Number(value) === 0 ? -Infinity : now + Number(value) * 1000;
  };
  return lastOf('max-age', ofAge) ?? lastOf('expires', (date) => readCookieDate(date, dates)) ?? Infinity;
}

/**
 * Parses a `Set-Cookie` line (rfc6265bis, section 5.6).
 * @param now in ms since 1970
 * @returns null if it is ignored
 */
export function parseSetCookie(
  line: string,
  now: number,
  rules: CookieRules = standardCookieRules,
): SetCookie | null {
  const { nameless } = rules;
  // 1.
  // eslint-disable-next-line no-control-regex -- it is about them
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(line)) return null;
  // 2, 3. Without a `=` all is value.
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = pair.includes('=') || nameless === 'never' ? pairOf(pair) : ['', trim(pair)];
  if (name === '' && (nameless === 'never' || (nameless === 'without =' && value.includes('=')))) return null;
  // 5, and 5.7, 4: nothing, or more than anybody takes.
  if (name + value === '' || name.length + value.length > 4096) return null;
  const pairs = rest.map(pairOf);
  if (!rules.takesTabs && [name, value, ...pairs.flat()].some((each) => each.includes('\t'))) return null;
  const attributes = pairs
    .map(([key, said]) => [key.toLowerCase(), said] as const)
    .filter(([, said]) => said.length <= 1024);
  const last = (key: string): string | undefined => attributes.findLast(([each]) => each === key)?.[1];
  const has = (key: string): boolean => last(key) !== undefined;
  const path = last('path');
  const domain = last('domain') ?? '';
  if (domain === '.' && !rules.takesDotDomain) return null;
  const sameSite = (['Strict', 'Lax', 'None'] as const).find(
    (each) => each.toLowerCase() === last('samesite')?.toLowerCase(),
  );
  return {
    name,
    value: rules.valueIsUtf8 ? asUtf8(value) : value,
    domain: domain.replace(/^\./, '').toLowerCase(),
    path: path?.startsWith('/') ? path : null,
    secure: has('secure'),
    httpOnly: has('httponly'),
    partitioned: has('partitioned'),
    sameSite: sameSite ?? null,
    expires: expiryOf(attributes, now, rules),
  };
}
