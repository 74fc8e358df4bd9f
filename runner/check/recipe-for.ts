import type { Fix } from '../../model/advice/edits/search-fix';
import { recipes, type ServerName } from '../../model/advice/recipes';
import { isFileOfApache, isFileOfCaddy, isFileOfNginx } from '../../model/check/own-file';
import { recognise } from '../../model/advice/recipes/recognise';
import type { Wish, Written } from '../../model/advice/recipes/recipe';
import { getHeader, type HeaderLine } from '../../model/http/headers';

/** A fix as a change of a person's own file, which stays as it is. */
export interface ConfigDiff {
  /** The file, as the diff names it. */
  readonly file: string;
  /** The block that is changed, in words; null if there is no diff. */
  readonly where: string | null;
  /** Unified, for `patch -p0` and `git apply -p0`; null where it is not certain what has to change, or nothing has to. */
  readonly diff: string | null;
  /** Why there is no diff, and what to know of the file; a sentence each. */
  readonly says: readonly string[];
}

/** A fix as configuration of the server that seems to answer, or that somebody named. */
export interface WrittenRecipe extends Written {
  readonly server: ServerName;
  readonly product: string;
  /** The versions that it was run on; null if it is by documentation alone. */
  readonly provenOn: string | null;
  /** The header line that the server was guessed by; null if somebody named it. */
  readonly because: HeaderLine | null;
  /** What it says. */
  readonly wish: Omit<Wish, 'proxied'>;
  /** The same as a change of the person's own file; left out if none was given. */
  readonly diff?: ConfigDiff;
}

interface Answering {
  /** Of an answer of the server that has to change. */
  readonly headers: readonly HeaderLine[];
  /** What somebody says it is; undefined if it is to be guessed. */
  readonly server: ServerName | undefined;
  /** Whether lines of its answers seem to come from a server behind it, though nothing else tells of one. */
  readonly isProxied?: boolean;
}

const listOf = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '*');

/** What a fix wants of a server, for the pages that were asked for. */
export function wishOf(
  { headers, preflightHeaders }: Pick<Fix<unknown>, 'headers' | 'preflightHeaders'>,
  pages: readonly string[],
): Omit<Wish, 'proxied'> {
  return {
    origins: getHeader(headers, 'access-control-allow-origin') === '*' ? '*' : pages,
    credentials: getHeader(headers, 'access-control-allow-credentials') === 'true',
    requestHeaders: listOf(getHeader(preflightHeaders, 'access-control-allow-headers')),
    exposeHeaders: listOf(getHeader(headers, 'access-control-expose-headers')),
  };
}

const ownFiles: Partial<Record<ServerName, (headers: readonly HeaderLine[]) => boolean>> = {
  nginx: isFileOfNginx,
  apache: isFileOfApache,
  caddy: isFileOfCaddy,
};

/** Whether a server behind gives the file, which may have lines of its own, on OPTIONS alone too: the tag is not one that this product gives its own files. */
const isFromBehind = (server: ServerName, headers: readonly HeaderLine[]): boolean =>
  getHeader(headers, 'etag') !== null && ownFiles[server]?.(headers) === false;

/** Null where nobody knows what answers, or what is wished cannot be written safely. */
export function recipeFor(
  wish: Omit<Wish, 'proxied'>,
  { headers, server: named, isProxied = false }: Answering,
): WrittenRecipe | null {
  const guess = recognise(headers);
  const server = named ?? guess?.server;
  if (server === undefined) return null;
  const { product, provenOn, write } = recipes[server];
  const isGuessed = guess !== null && guess.server === server;
  try {
    const proxied = isProxied || (isGuessed && guess.behind.length > 0) || isFromBehind(server, headers);
    const written = write({ ...wish, proxied });
    return { ...written, server, product, provenOn, because: isGuessed ? guess.because : null, wish };
  } catch {
    // A page without an origin, or one that no configuration can hold safely, is in no list.
    return null;
  }
}
