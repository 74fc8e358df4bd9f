import { recipes, type ServerName } from '../../model/advice/recipes';
import { shownValue } from '../../model/http/shown-text';
import { isToken } from '../../model/http/headers';
import { isHttp, parseUrl } from '../../model/http/url';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { check, usualLoaders } from '../check/check';
import type { CheckResult } from '../check/check-result';
import { withDiffs } from '../check/config-diff';
import { readConfig } from '../check/config-file';
import { Redactor } from '../check/redact';
import { exitCodes } from '../common/exit-codes';
import { meant } from '../common/nearest';
import { whatItIs } from '../common/told-apart';
import { UsageError } from '../common/usage-error';
import { checkText } from '../report/check-text';
import { configDiffText } from '../report/config-diff-text';
import { fitTerminal } from '../report/fit-terminal';
import type { RemoteBrowserName } from '../browsers/drivers/webdriver/remote-browsers';
import { enginesOf } from './options';
import { originOption } from './predict-action';

export interface CheckCommandOptions {
  readonly page: readonly string[];
  readonly browser: readonly RemoteBrowserName[];
  readonly loader?: readonly LoaderName[];
  readonly allLoaders?: true;
  readonly header: readonly (readonly [name: string, value: string])[];
  readonly csp?: string;
  readonly coep?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly maxRequests: number;
  readonly maxDirect: number;
  readonly server?: string;
  readonly config?: string;
  readonly prove: boolean;
  readonly json?: true;
}

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

/** Headers that browsers, or the connection, say themselves. */
const notOwn =
  /^(?:access-control-request-.*|connection|content-length|expect|host|keep-alive|origin|range|referer|te|trailer|transfer-encoding|upgrade|user-agent)$/i;

/** @throws UsageError where a line cannot be sent, or is the browser's to send; its value is not shown */
function ownHeaders(lines: CheckCommandOptions['header']): CheckCommandOptions['header'] {
  for (const [name, value] of lines) {
    const why = !isToken(name)
      ? 'it is no name of a header'
      : notOwn.test(name)
        ? 'the browser says that itself'
        : /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
          ? undefined
          : 'its value has a character that no header may have';
    if (why !== undefined) throw new UsageError(`Failed to read --header ${shownValue(name)}: ${why}`);
  }
  return lines;
}

/** Every URL that stands in what was found: a redirect may lead to one with a token. */
const urlsIn = ({ loads, parts = [] }: CheckResult): string[] => [
  ...parts.map(({ url }) => url),
  ...[...loads, ...parts.flatMap((part) => part.loads)].flatMap(({ wire }) =>
    wire.flatMap(({ url, headers }) => [
      url,
      ...headers.flatMap(([name, value]) =>
        name.toLowerCase() === 'location' && URL.canParse(value, url) ? [new URL(value, url).href] : [],
      ),
    ]),
  ),
];

/** @throws UsageError where it is no URL that a browser would ask a server for */
function songUrl(typed: string): string {
  const url = parseUrl(typed);
  if (url && isHttp(url)) return typed;
  const help = whatItIs(typed, 'URL') ?? 'Begin it with its scheme: https://cdn.example/song.mp3';
  throw new UsageError(`Failed to read the URL ${shownValue(typed)}: it is no http or https URL. ${help}`);
}

/** @throws UsageError where there is no recipe for it */
function serverNamed(typed: string): ServerName {
  const names = Object.keys(recipes) as ServerName[];
  const named = names.find((name) => name === typed.toLowerCase());
  if (named) return named;
  throw new UsageError(
    `Failed to read --server ${shownValue(typed)}: want one of ${names.join(', ')}.${meant(typed, names)}`,
  );
}

function codeOf({ pages }: CheckResult): number {
  if (pages.some(({ holes }) => holes.length > 0)) return exitCodes.surprise;
  const outcomes = pages.map(({ outcome }) => outcome);
  if (outcomes.some((outcome) => outcome === 'blocked' || outcome === 'opaque')) return exitCodes.surprise;
  return outcomes.every((outcome) => outcome === 'readable') ? exitCodes.asPredicted : exitCodes.labFailed;
}

/** Checks a song, and prints what was found. @returns the exit code: 1 where it is not readable */
export async function checkUrl(
  typed: string,
  options: CheckCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const url = songUrl(typed);
  const header = ownHeaders(options.header);
  const { csp, coep, timeout, maxRequests, maxDirect, prove, json } = options;
  const named = options.server === undefined ? undefined : serverNamed(options.server);
  const config = options.config === undefined ? undefined : readConfig(options.config, named);
  const pages = options.page.map((page) => ({ origin: originOption(page), csp, coep }));
  const result = await check({
    url,
    pages,
    loaders: options.loader ?? (options.allLoaders ? everyLoader : usualLoaders),
    engines: enginesOf(options.browser),
    headers: header,
    mostRequests: maxRequests,
    mostDirect: maxDirect,
    server: named ?? config?.product,
    patience: timeout * 1_000,
    proves: prove,
    onProgress: (says) => void process.stderr.write(`${says}\n`),
    signal,
  });
  if (signal.aborted) return exitCodes.interrupted;
  const redactor = new Redactor([url, ...urlsIn(result)], header);
  const shown = redactor.value(config ? withDiffs(result, config, redactor) : result);
  const text = json ? JSON.stringify(shown, null, 2) : fitTerminal(checkText(shown));
  process.stdout.write(`${text}\n${json ? '' : configDiffText(shown)}`);
  return codeOf(result);
}
