import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { SessionCookie } from '../../model/check/session-cookie';
import { shown, shownValue } from '../../model/http/shown-text';
import { isTrustworthy, parseUrl } from '../../model/http/url';
import { issueWords } from '../given/issue-words';
import { UsageError } from '../failures/usage-error';
import { whyOf } from '../failures/system-words';
import { whyNoCookie } from './own-cookie';

/** No session is larger, in bytes. */
const mostBytes = 16 * 2 ** 20;

const attribute = z.string().regex(/^[\x20-\x3a\x3c-\x7e]+$/, 'want a text without ";" and line breaks');

const cookie = z
  .looseObject({
    name: z.string(),
    value: z.string(),
    domain: attribute,
    path: attribute.startsWith('/', 'want a path, which begins with "/"'),
    expires: z.number().optional(),
    secure: z.boolean().optional(),
    sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
    partitionKey: z.string().optional(),
  })
  .superRefine(({ name, value, secure = false }, context) => {
    const why = whyNoCookie(name, value, secure);
    if (why !== undefined) context.addIssue({ code: 'custom', path: ['name'], message: why });
  });

/** What Playwright's `context.storageState()` writes, as far as it is used. */
const storageState = z.looseObject({
  cookies: z.array(cookie),
  origins: z
    .array(z.looseObject({ origin: z.string(), localStorage: z.array(z.looseObject({ name: z.string() })) }))
    .optional(),
});

type Saved = z.infer<typeof cookie>;

/** Whether a host gets the cookies of a domain; one with a dot before it is for all hosts below, too. */
const isFor = (domain: string, host: string): boolean =>
  domain.startsWith('.') ? `.${host}`.endsWith(domain.toLowerCase()) : domain.toLowerCase() === host;

/** Those that have not expired, and are for no partition of a browser's storage alone. */
const isAlive = ({ expires = -1, partitionKey }: Saved): boolean =>
  partitionKey === undefined && (expires < 0 || expires * 1000 > new Date().getTime());

const sessionCookie = ({ name, value, domain, path, secure = false, sameSite }: Saved): SessionCookie => ({
  name,
  value,
  domain: domain.startsWith('.') ? domain.slice(1) : null,
  path,
  secure,
  sameSite: sameSite ?? null,
});

/** A session that was saved. */
interface SavedSession {
  /** The cookies that the host of an http or https URL gets. */
  readonly cookiesFor: (url: string) => readonly SessionCookie[];
  /** The origins that it has `localStorage` for. */
  readonly storageOf: readonly string[];
}

/** Fields whose texts give nobody's session away. */
const plain = /^(?:domain|expires|name|origin|path|sameSite|secure)$/;
const show = (value: unknown, path: readonly PropertyKey[]): string =>
  plain.test(String(path.at(-1))) ? shownValue(value) : 'a value that is not shown';

function textOf(file: string, refuse: (why: string) => UsageError): string {
  try {
    if (statSync(file).size <= mostBytes) return readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse(whyOf(error));
  }
  throw refuse(`it has more than ${mostBytes / 2 ** 20} MiB`);
}

/**
 * Reads a session that Playwright saved.
 * @throws UsageError that names file and place where it is none; no value is in it
 */
function readSession(file: string): SavedSession {
  const refuse = (why: string) => new UsageError(`Failed to read ${shown(file)}: ${why}`);
  const text = textOf(file, refuse);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // What a parser says of JSON has a part of it.
    throw refuse("it is no JSON. Want what Playwright's context.storageState({ path }) writes");
  }
  const parsed = storageState.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw refuse(issueWords({ issue, value: content, schema: storageState, show }));
  }
  return {
    storageOf: (parsed.data.origins ?? []).flatMap(({ origin, localStorage }) =>
      localStorage.length > 0 ? [origin] : [],
    ),
    cookiesFor(href) {
      const url = parseUrl(href)!;
      return parsed.data.cookies
        .filter((each) => isAlive(each) && isFor(each.domain, url.host))
        .map(sessionCookie)
        .filter(({ secure = false }) => !secure || isTrustworthy(url));
    },
  };
}

/** The cookies of a saved session that a URL gets. @throws UsageError that names file and place where it is none */
export const sessionCookiesFor = (file: string, url: string): readonly SessionCookie[] =>
  readSession(file).cookiesFor(url);

/**
 * The cookies of a saved session that a song gets, on a page.
 * @param page its URL, if the session is for that too
 * @throws UsageError that names file and place where it is none, or has a cookie for neither
 */
export function cookiesOfSession(file: string, url: string, page?: string): readonly SessionCookie[] {
  const cookies = sessionCookiesFor(file, url);
  if (cookies.length > 0 || (page !== undefined && sessionCookiesFor(file, page).length > 0)) return cookies;
  const { scheme, host } = parseUrl(url)!;
  throw new UsageError(
    `Failed to use ${shown(file)}: it holds no cookie for ${shownValue(`${scheme}://${host}`)} that has not expired`,
  );
}

/** What is said of a saved session whose pages keep something by script, which no script reads here; null if they do not. */
export function unusedStorage(file: string, pages: readonly string[]): string | null {
  const those = readSession(file).storageOf.filter((origin) => pages.includes(origin));
  return those.length === 0
    ? null
    : `The localStorage of ${shown(file)} for ${those.map((origin) => shownValue(origin)).join(', ')} is not used: no script of that page runs here. Give what it would send by --header.`;
}
