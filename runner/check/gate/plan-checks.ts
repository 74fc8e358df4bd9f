import { resolve } from 'node:path';
import { secretLines, type SessionCookie } from '../../../model/check/session-cookie';
import { shown, shownValue } from '../../../model/http/shown-text';
import { isHttp, parseUrl } from '../../../model/http/url';
import type { EngineName } from '../../../model/evidence/engine';
import type { HeaderLine } from '../../../model/http/headers';
import type { LoaderName } from '../../../model/lab/loaders/loaders';
import { UsageError } from '../../failures/usage-error';
import { usualLoaders } from '../check';
import type { CheckConfig, CheckEntry } from './define-config';
import { ownCookie } from '../own-cookie';
import { pageCookiesOf, whyNoPageUrl } from '../page-url';
import { cookiesOfSession } from '../storage-state';
import { readExpectation } from './expectation';
import { idOfLoad, placeOf } from './finding-id';
import { whyNotSent } from './own-header';
import { usualExpectation, whyNotInPublic, type PlannedCheck } from './planned-check';

/** Where a part of a file stands, and the file's name, safe to show. */
interface Place {
  readonly file: string;
  readonly at: string;
}

/** A text of a file, or the name of a variable that holds it. */
type MaySecret = string | { readonly env: string };

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

const refusal = ({ file, at }: Place, why: string): UsageError =>
  new UsageError(`Failed to read ${file}: at ${shown(at)}: ${why}`);

/** @throws UsageError where the variable is not set; its value is in no error */
function textOf(value: MaySecret, place: Place): string {
  if (typeof value === 'string') return value;
  const text = process.env[value.env];
  if (text !== undefined && text !== '') return text;
  throw refusal(place, `the variable ${shown(value.env)} of the environment is not set. Set it`);
}

function urlOf(value: MaySecret, place: Place): string {
  const text = textOf(value, place);
  const url = parseUrl(text);
  if (url && isHttp(url)) return text;
  throw refusal(place, 'the variable of the environment holds no http or https URL');
}

function headersOf(headers: CheckEntry['headers'] = {}, { file, at }: Place): HeaderLine[] {
  return Object.entries(headers).map(([name, value]) => {
    const place = { file, at: `${at}.headers.${name}` };
    const text = textOf(value, place);
    const why = whyNotSent(name, text);
    if (why !== undefined) throw refusal(place, why);
    return [name, text];
  });
}

/** The cookies of a check: those of the entry, or else those of all. */
function cookiesOf(
  config: CheckConfig,
  entry: CheckEntry,
  [url, pageUrl]: readonly [string, string | undefined],
  { file, at, folder }: Place & { readonly folder: string },
): { readonly cookies: readonly SessionCookie[]; readonly stateFile?: string } {
  const isOwn = entry.cookies !== undefined || entry.storageState !== undefined;
  const { cookies = {}, storageState } = isOwn ? entry : config;
  const names = Object.keys({ ...config.headers, ...entry.headers });
  const other = names.find((name) => /^cookie$/i.test(name)) ?? (storageState && Object.keys(cookies)[0]);
  if (other !== undefined && (storageState !== undefined || Object.keys(cookies).length > 0))
    throw refusal(
      { file, at },
      storageState === undefined
        ? 'headers and cookies both have cookies. Leave one of them out'
        : 'storageState holds all cookies. Leave the others out',
    );
  if (storageState !== undefined) {
    const stateFile = resolve(folder, storageState);
    return { cookies: cookiesOfSession(stateFile, url, pageUrl), stateFile };
  }
  const own = Object.entries(cookies).map(([name, value]) => {
    const place = { file, at: `${isOwn ? `${at}.` : ''}cookies.${name}` };
    const cookie = ownCookie(url, name, textOf(value, place));
    if (typeof cookie === 'string') throw refusal(place, cookie);
    return cookie;
  });
  return { cookies: own };
}

const saidOfPage = ['pages', 'csp', 'coep'] as const;

/** The person's own page of a check: that of the entry, or that of all, unless the entry says other pages. */
function pageUrlOf(config: CheckConfig, entry: CheckEntry, { file, at }: Place): string | undefined {
  const isOwn = entry.pageUrl !== undefined;
  if (!isOwn && saidOfPage.some((name) => entry[name] !== undefined)) return undefined;
  const { pageUrl, ...said } = isOwn ? entry : config;
  if (pageUrl === undefined) return undefined;
  const prefix = isOwn ? `${at}.` : '';
  const beside = saidOfPage.find((name) => said[name] !== undefined);
  if (beside !== undefined)
    throw refusal({ file, at: prefix + beside }, 'pageUrl says that too. Leave one of them out');
  const place = { file, at: `${prefix}pageUrl` };
  const text = textOf(pageUrl, place);
  const why = whyNoPageUrl(text);
  if (why !== undefined) throw refusal(place, why);
  return text;
}

/** What is expected of loaders; by one word, of the first of them. */
function expectsOf(
  expect: CheckEntry['expect'],
  loaders: readonly LoaderName[],
  place: Place,
): PlannedCheck['expects'] {
  const [main] = loaders;
  if (expect === undefined) return { [main!]: usualExpectation };
  const texts = Object.entries(typeof expect === 'string' ? { [main!]: expect } : expect);
  const other = texts.find(([name]) => !(loaders as readonly string[]).includes(name))?.[0];
  if (other !== undefined)
    throw refusal(
      { ...place, at: `${place.at}.expect.${other}` },
      `its loaders are ${loaders.join(', ')}. Add it to them`,
    );
  if (texts.length === 0) throw refusal({ ...place, at: `${place.at}.expect` }, 'it expects nothing');
  return Object.fromEntries(texts.map(([name, text]) => [name, readExpectation(text)]));
}

/** The loaders of a check: those that it names, those that it expects something of, or the usual ones. */
function loadersOf({ loaders, expect }: Pick<CheckEntry, 'loaders' | 'expect'>): readonly LoaderName[] {
  if (loaders !== undefined) return listOf(loaders);
  return typeof expect === 'object' ? (Object.keys(expect) as LoaderName[]) : usualLoaders;
}

/** @throws UsageError where two findings would have one id */
function checkIds(planned: readonly { readonly check: PlannedCheck; readonly at: string }[], file: string) {
  const places = new Map<string, string>();
  for (const { check, at } of planned)
    for (const { origin } of check.pages)
      for (const engine of check.engines)
        for (const loader of check.loaders) {
          const id = idOfLoad({ page: origin, place: check.place }, engine, loader);
          const first = places.get(id);
          if (first !== undefined)
            throw refusal(
              { file, at },
              `${first} has the id ${shownValue(id)} too. Give each a name of its own`,
            );
          places.set(id, at);
        }
}

/** The checks of one entry: one for each of its URLs. */
function checksOf(config: CheckConfig, number: number, { file, folder, engines }: PlanOptions) {
  const entry = config.checks[number]!;
  const at = `checks[${number}]`;
  const both = { ...config, ...entry };
  const { pages, csp, coep, server, browsers, accept, expect } = both;
  const headers = headersOf({ ...config.headers, ...entry.headers }, { file, at });
  const loaders = loadersOf(both);
  const pageUrl = pageUrlOf(config, entry, { file, at });
  const origins = pageUrl === undefined ? pages : new URL(pageUrl).origin;
  if (origins === undefined) throw refusal({ file, at: `${at}.pages` }, 'want the origin of a page');
  const browsersOf = engines ?? [...new Set(listOf(browsers ?? 'chromium'))];
  const why = both.pageAddressSpace && whyNotInPublic(listOf(origins), browsersOf);
  if (why !== undefined) throw refusal({ file, at: `${at}.pageAddressSpace` }, why);
  const urls = listOf<MaySecret>(entry.url);
  return urls.map((value, i) => {
    const place = { file, at: urls.length === 1 ? `${at}.url` : `${at}.url[${i}]` };
    const url = urlOf(value, place);
    const { cookies, stateFile } = cookiesOf(config, entry, [url, pageUrl], { file, folder, at });
    const check: PlannedCheck = {
      url,
      place: entry.name ?? placeOf(url, [...headers, ...secretLines(cookies)]),
      pages: [...new Set(listOf(origins).map((page) => parseUrl(page)?.origin ?? page))].map((origin) => ({
        origin,
        ...(pageUrl === undefined && { csp, coep }),
      })),
      ...(pageUrl !== undefined && { pageUrl, pageCookies: pageCookiesOf(url, pageUrl, cookies, stateFile) }),
      pageAddressSpace: both.pageAddressSpace,
      loaders: [...new Set(loaders)],
      engines: browsersOf,
      headers,
      cookies,
      server,
      expects: expectsOf(expect, loaders, { file, at }),
      accepts: listOf(accept),
    };
    return { check, at: place.at };
  });
}

interface PlanOptions {
  /** The file's name, safe to show. */
  readonly file: string;
  /** The one that it is in: names of other files begin there. */
  readonly folder: string;
  /** In place of those that the file names; undefined leaves them. */
  readonly engines?: readonly EngineName[] | undefined;
}

/**
 * The checks that a file asks for, each with all that is said for it.
 * @throws UsageError that names the place where they cannot be done, or where two could not be told apart
 */
export function planChecks(config: CheckConfig, options: PlanOptions): PlannedCheck[] {
  const planned = config.checks.flatMap((_, number) => checksOf(config, number, options));
  checkIds(planned, options.file);
  return planned.map(({ check }) => check);
}
