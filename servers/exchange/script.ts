import type { Answer, NamedAnswer } from '../../model/standards/exchange-case';

/** What servers answer to one load, hop by hop. */
export interface Script {
  /** Stands in the query of the first request, as `t`. */
  readonly token: string;
  readonly answers: readonly NamedAnswer[];
  /** What servers answer on the ways that begin at other URLs, by {@link placeOfUrl}. */
  readonly others?: ReadonlyMap<string, readonly NamedAnswer[]>;
  readonly body: 'audio' | 'text';
}

const redirectStatuses = [301, 302, 303, 307, 308];

const escaped = (text: string, bytes: RegExp): string =>
  text.replace(bytes, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/**
 * The URLs that an answer redirects to, resolved against that of the request: one, or two where browsers read its
 * `Location` each in its way. All escape the bytes above 0x7F as they are; Firefox escapes a tab, where others drop it.
 * None if it redirects nowhere.
 */
export function redirectTargets({ status, headers }: Answer, from: string): URL[] {
  if (!redirectStatuses.includes(status)) return [];
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined) return [];
  const target = escaped(location, /[\x80-\xff]/g);
  const spellings = new Set([target, escaped(target.trim(), /\t/g)]);
  return [...spellings].flatMap((text) => URL.parse(text, from) ?? []);
}

/** The first of them, which is the one that the standard has; null if there is none. */
export const redirectTarget = (answer: Answer, from: string): URL | null =>
  redirectTargets(answer, from)[0] ?? null;

/**
 * What a URL is known by to a server, under either scheme: without the user name and the fragment, which stay in the browser.
 * Of the characters that browsers escape each in its way, none counts as escaped.
 */
export const placeOfUrl = ({ host, pathname, search }: Pick<URL, 'host' | 'pathname' | 'search'>): string =>
  host +
  (pathname + search).replace(/%([2-7][\da-f])/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
