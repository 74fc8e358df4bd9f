import { dirname } from 'node:path';
import { secretLines, type SessionCookie } from '../../model/check/session-cookie';
import { recipes, type ServerName } from '../../model/advice/recipes';
import { shown, shownValue } from '../../model/http/shown-text';
import type { HeaderLine } from '../../model/http/headers';
import { isHttp, parseUrl } from '../../model/http/url';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { usualLoaders } from '../check/check';
import { readConfig, type ConfigFile } from '../check/config-file';
import { configNames, findConfig, readConfig as readCheckConfig } from '../check/gate/config-file';
import { placeOf } from '../check/gate/finding-id';
import { whyNotSent } from '../check/gate/own-header';
import { planChecks } from '../check/gate/plan-checks';
import { ownCookie } from '../check/own-cookie';
import { pageCookiesOf, whyNoPageUrl } from '../check/page-url';
import { cookiesOfSession, unusedStorage } from '../check/storage-state';
import { usualExpectation, whyNotInPublic, type PlannedCheck } from '../check/gate/planned-check';
import { meant } from '../given/nearest';
import { whatItIs } from '../given/told-apart';
import { UsageError } from '../failures/usage-error';
import { withoutSecrets } from '../safe-text/without-secrets';
import type { CheckCommandOptions } from './check-options';
import { tellIgnoredPolicies } from './ignored-policies';
import { enginesOf } from './options';
import { originOption } from './predict-action';

/** Every way that pages have to load a song that is not a stream, and that leaves the song as it is. */
const everyLoader: readonly LoaderName[] = [
  ...usualLoaders,
  'audio-use-credentials',
  'fetch-omit',
  'fetch-include',
  'fetch-no-cors',
  'fetch-range',
  'fetch-authorization',
  'xhr',
  'xhr-credentials',
];

/** What a command has to check. */
interface Plan {
  readonly checks: readonly PlannedCheck[];
  /** The person's own, in which the fix is to be shown. */
  readonly config: ConfigFile | undefined;
  /** Seconds. */
  readonly timeout: number;
  /** Undefined leaves it to how many loads there are. */
  readonly maxRequests: number | undefined;
  readonly maxDirect: number;
}

/** @throws UsageError where a line cannot be sent, or is the browser's to send; its value is not shown */
function ownHeaders(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  for (const [name, value] of lines) {
    const why = whyNotSent(name, value);
    if (why !== undefined) throw new UsageError(`Failed to read --header ${shownValue(name)}: ${why}`);
  }
  return lines;
}

/** @throws UsageError where browsers keep no such cookie, or they are given twice; no value is shown */
function cookiesOf(
  url: string,
  { cookie = [], storageState, header, pageUrl }: CheckCommandOptions,
): readonly SessionCookie[] {
  const isTwice = header.some(([name]) => /^cookie$/i.test(name));
  if (isTwice && (cookie.length > 0 || storageState !== undefined))
    throw new UsageError(
      `Failed to read --header "Cookie": --${cookie.length > 0 ? 'cookie' : 'storage-state'} has cookies too. Leave one of them out`,
    );
  if (storageState !== undefined) return cookiesOfSession(storageState, url, pageUrl);
  return cookie.map(([name, value]) => {
    const own = ownCookie(url, name, value);
    if (typeof own === 'string') throw new UsageError(`Failed to read --cookie ${shownValue(name)}: ${own}`);
    return own;
  });
}

/** @throws UsageError where it is no URL that a browser would ask a server for */
function songUrl(typed: string): string {
  const url = parseUrl(typed);
  if (url && isHttp(url)) return typed;
  const help = whatItIs(typed, 'URL') ?? 'Begin it with its scheme: https://cdn.example/song.mp3';
  throw new UsageError(
    `Failed to read the URL ${shownValue(withoutSecrets(typed))}: it is no http or https URL. ${help}`,
  );
}

/** @throws UsageError where there is no recipe for what is named */
export function serverOf({ server: typed }: CheckCommandOptions): ServerName | undefined {
  if (typed === undefined) return undefined;
  const names = Object.keys(recipes) as ServerName[];
  const named = names.find((name) => name === typed.toLowerCase());
  if (named) return named;
  throw new UsageError(
    `Failed to read --server ${shownValue(typed)}: want one of ${names.join(', ')}.${meant(typed, names)}`,
  );
}

/** @throws UsageError where no page can be there */
function ownPageUrl(typed: string): string {
  const why = whyNoPageUrl(typed);
  if (why === undefined) return typed;
  throw new UsageError(`Failed to read --page-url ${shownValue(withoutSecrets(typed))}: ${why}`);
}

/** One URL, as the options say. */
export function planUrl(
  typed: string,
  options: CheckCommandOptions,
  server: ServerName | undefined,
): PlannedCheck {
  const url = songUrl(typed);
  const headers = ownHeaders(options.header);
  const { csp, coep } = options;
  const pageUrl = options.pageUrl === undefined ? undefined : ownPageUrl(options.pageUrl);
  const cookies = cookiesOf(url, options);
  if (options.page.length === 0 && pageUrl === undefined)
    throw new UsageError(
      "Failed to check the URL: required option '--page <origin>' not specified. It is the origin of the page that plays it, such as https://app.example",
    );
  const pages =
    pageUrl === undefined
      ? [...new Set(options.page.map((page) => originOption(page)))]
      : [new URL(pageUrl).origin];
  const engines = enginesOf(options.browser);
  const { pageAddressSpace } = options;
  const why = pageAddressSpace && whyNotInPublic(pages, engines);
  if (why !== undefined) throw new UsageError(`Failed to read --page-address-space: ${why}`);
  const unused = options.storageState === undefined ? null : unusedStorage(options.storageState, pages);
  if (unused !== null) process.stderr.write(`${unused}\n`);
  tellIgnoredPolicies({ origin: pages[0]!, csp, coep });
  const loaders = options.loader ?? (options.allLoaders ? everyLoader : usualLoaders);
  return {
    url,
    place: placeOf(url, [...headers, ...secretLines(cookies)]),
    pages: pages.map((origin) => ({ origin, csp, coep })),
    pageAddressSpace,
    ...(pageUrl !== undefined && {
      pageUrl,
      pageCookies: pageCookiesOf(url, pageUrl, cookies, options.storageState),
    }),
    loaders: [...new Set(loaders)],
    engines,
    headers,
    cookies,
    server,
    expects: { [loaders[0]!]: options.expect ?? usualExpectation },
    accepts: [],
  };
}

type IsGiven = (option: keyof CheckCommandOptions) => boolean;

/** What a file says of each check, and the command of none. */
const saidInFile = {
  page: '--page',
  pageUrl: '--page-url',
  pageAddressSpace: '--page-address-space',
  loader: '--loader',
  allLoaders: '--all-loaders',
  header: '--header',
  cookie: '--cookie',
  storageState: '--storage-state',
  csp: '--csp',
  coep: '--coep',
  server: '--server',
  config: '--config',
  expect: '--expect',
} as const satisfies Partial<Record<keyof CheckCommandOptions, string>>;

async function planFile(options: CheckCommandOptions, isGiven: IsGiven): Promise<Plan> {
  const file = options.from ?? findConfig('.');
  if (file === null)
    throw new UsageError(
      `Failed to find what to check: give a URL and --page; or have ${configNames.join(', ')} in this folder, which "npx earshot check --init" writes`,
    );
  const unfit = (Object.keys(saidInFile) as (keyof typeof saidInFile)[]).find(isGiven);
  if (unfit !== undefined)
    throw new UsageError(
      `Failed to add ${saidInFile[unfit]} to ${shown(file)}: the file says that itself. Write it there, or give a URL`,
    );
  const said = await readCheckConfig(file);
  type Bounds = Omit<Plan, 'checks' | 'config'>;
  const or = <O extends keyof Bounds>(option: O): Bounds[O] => {
    const given: Bounds[O] = options[option];
    return isGiven(option) ? given : ((said[option] as Bounds[O]) ?? given);
  };
  return {
    checks: planChecks(said, {
      file: shown(file),
      folder: dirname(file),
      engines: isGiven('browser') ? enginesOf(options.browser) : undefined,
    }),
    config: undefined,
    timeout: or('timeout'),
    maxRequests: or('maxRequests'),
    maxDirect: or('maxDirect'),
  };
}

/** @throws UsageError where it is not clear what to check */
export async function planOf(
  url: string | undefined,
  options: CheckCommandOptions,
  isGiven: IsGiven,
): Promise<Plan> {
  if (url === undefined) return planFile(options, isGiven);
  if (options.from !== undefined)
    throw new UsageError('Failed to check both a URL and a file: leave out the URL, or --from');
  const { timeout, maxRequests, maxDirect } = options;
  const named = serverOf(options);
  const config = options.config === undefined ? undefined : readConfig(options.config, named);
  return {
    checks: [planUrl(url, options, named ?? config?.product)],
    config,
    ...{ timeout, maxRequests, maxDirect },
  };
}
