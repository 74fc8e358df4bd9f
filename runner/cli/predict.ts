import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ZodType } from 'zod';
import {
  lastLoadOf,
  loaderNames,
  requestOf,
  stepsOf,
  type LoaderName,
} from '../../model/lab/loaders/loaders';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { explainExchange } from '../../model/advice/explain-exchange';
import { predict, type Prediction } from '../../model/standards/predict';
import { parseUrl } from '../../model/http/url';
import { shownValue } from '../../model/http/shown-text';
import type { HeaderLine } from '../../model/http/headers';
import { answerLine, policyValue, readExchangeFile } from '../exchange/exchange-file';
import { predictionText } from '../report/prediction-text';
import { predictionTable } from '../report/prediction-table';
import { UsageError } from '../common/usage-error';
import { parseFileName } from './options';
import { runCommand } from './run-command';
import { mayRepeat } from './strict-options';

interface PredictOptions {
  readonly page?: string;
  readonly csp?: string;
  readonly coep?: string;
  readonly sandbox?: string | true;
  readonly loader: LoaderName;
  readonly url?: string;
  readonly method?: string;
  readonly header: readonly HeaderLine[];
  readonly response: readonly HeaderLine[];
  readonly status: number;
  readonly preflight?: readonly HeaderLine[];
  readonly preflightStatus?: number;
  readonly redirect: readonly string[];
  readonly exchange?: string;
  readonly json?: true;
}

/** What an exchange file says itself. */
const ofOneLoad = [
  ...['page', 'loader', 'url', 'response', 'status', 'preflight', 'preflightStatus', 'redirect', 'method'],
  ...['header', 'csp', 'coep', 'sandbox'],
];

/** The loaders that make one request, and do nothing else. */
const predictable = loaderNames.filter((name) => {
  const { asks, injected, suspended } = lastLoadOf(name);
  return stepsOf(name).length === 1 && asks.length === 1 && !injected && !suspended;
});

function headerLine(line: string, lines: readonly HeaderLine[] = []): HeaderLine[] {
  const [, name, value] = /^([^:\s]+):[\t ]*(.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('want "Name: value".');
  }
  return [...lines, [name, value]];
}

/** A schema's word on an option's value. @throws InvalidArgumentError that says what is wrong with it */
function check(schema: ZodType, value: unknown): void {
  const { error } = schema.safeParse(value);
  if (error) throw new InvalidArgumentError(`it ${error.issues[0]!.message}.`);
}

/** One that a server sends, which script need not. */
function serverLine(line: string, lines?: readonly HeaderLine[]): HeaderLine[] {
  const all = headerLine(line, lines);
  check(answerLine, all.at(-1));
  return all;
}

function redirectUrl(url: string, urls: readonly string[]): string[] {
  check(answerLine, ['Location', url]);
  return [...urls, url];
}

function pagePolicy(value: string): string {
  check(policyValue, value);
  return value;
}

function statusCode(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : Number.NaN;
  if (status >= 200 && status <= 599) return status;
  throw new InvalidArgumentError('want 200 to 599.');
}

/** @throws UsageError where it is no origin */
function originOption(page: string): string {
  const url = page === 'null' ? null : parseUrl(page);
  if (page === 'null' || (url !== null && url.origin !== 'null')) return url?.origin ?? 'null';
  throw new UsageError(
    `Failed to read --page ${shownValue(page)}: want an origin such as https://app.example, or null`,
  );
}

/** @throws UsageError where page or URL are missing or malformed */
function caseOf(options: PredictOptions): ExchangeCase {
  const { page, url, loader, csp, coep, sandbox, method, header, response, status } = options;
  if (page === undefined || url === undefined) {
    throw new UsageError('Failed to predict: want --page ORIGIN and --url URL, or --exchange FILE');
  }
  if (!parseUrl(url)) throw new UsageError(`Failed to read --url ${shownValue(url)}: it is no absolute URL`);
  const request = requestOf(loader);
  const { preflight, preflightStatus, redirect } = options;
  const asked = preflight !== undefined || preflightStatus !== undefined;
  return {
    id: 'load',
    page: { origin: originOption(page), csp, coep, sandbox },
    request: {
      ...request,
      url_origin: url,
      path: '',
      method: method ?? request.method,
      headers: [...request.headers, ...header],
    },
    responses: [
      ...(asked
        ? [{ for: 'preflight', status: preflightStatus ?? 204, headers: preflight ?? response }]
        : []),
      ...redirect.map((to, i) => ({
        for: `redirect-${i + 1}`,
        status: 302,
        headers: [...response, ['Location', to] as const],
      })),
      { for: 'actual', status, headers: response },
    ],
  };
}

/** What `--json` shows of a prediction. */
const inJson = (id: string, { outcome, reason, preflight, originHeader, visibleHeaders }: Prediction) => ({
  id,
  outcome,
  reason,
  preflight,
  originHeader,
  visibleHeaders,
});

async function predictFile(file: string, json: boolean): Promise<void> {
  const predicted = (await readExchangeFile(file)).map((each) => ({ id: each.id, ...predict(each) }));
  const text = json
    ? JSON.stringify(
        predicted.map((each) => inJson(each.id, each)),
        null,
        2,
      )
    : predictionTable(predicted);
  process.stdout.write(`${text}\n`);
}

function predictOne(options: PredictOptions): void {
  const explanation = explainExchange(caseOf(options));
  const { trace, why, wordings, fix, unfixable } = explanation;
  const text = options.json
    ? JSON.stringify({ ...inJson('load', explanation), trace, why, wordings, fix, unfixable }, null, 2)
    : predictionText(explanation);
  process.stdout.write(`${text}\n`);
}

export function addPredictCommand(program: Command): void {
  program
    .command('predict')
    .description(
      'predict a load from the standards, without a browser: the reason, what browsers write, and the fix',
    )
    .option('--page <origin>', "the page's origin, such as https://app.example; null for an opaque one")
    .addOption(
      new Option('--loader <name>', 'how the page loads').choices(predictable).default('audio-anonymous'),
    )
    .option('--url <url>', 'what it loads')
    .addOption(
      mayRepeat(new Option('--response <line>', "a header line of the CDN's answer (may be given again)"))
        .argParser(serverLine)
        .default([]),
    )
    .option('--status <code>', "the status of the CDN's answer", statusCode, 200)
    .addOption(
      mayRepeat(
        new Option(
          '--preflight <line>',
          'a header line of the answer to a preflight, if it differs from --response (may be given again)',
        ),
      ).argParser(serverLine),
    )
    .option('--preflight-status <code>', 'its status', statusCode)
    .addOption(
      mayRepeat(
        new Option(
          '--redirect <url>',
          'the CDN redirects there with the headers of --response (may be given again)',
        ),
      )
        .argParser(redirectUrl)
        .default([]),
    )
    .option('--method <method>', 'the method of a fetch')
    .addOption(
      mayRepeat(
        new Option('--header <line>', 'a header line that script adds to a fetch (may be given again)'),
      )
        .argParser(headerLine)
        .default([]),
    )
    .option('--csp <policy>', "the page's Content-Security-Policy", pagePolicy)
    .option('--coep <policy>', "the page's Cross-Origin-Embedder-Policy", pagePolicy)
    .option('--sandbox [flags]', 'the page is in a sandboxed frame with these flags')
    .addOption(
      new Option(
        '--exchange <file>',
        'predict every case of an exchange file (JSON; - for standard input) instead',
      )
        .argParser(parseFileName)
        .conflicts(ofOneLoad),
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Examples:
  earshot predict --page https://app.example --url https://cdn.example/song.mp3 \\
    --response 'Access-Control-Allow-Origin: *' --loader audio-use-credentials
  earshot predict --exchange cases.json --json

Exit codes: 0 predicted; 2 what was asked cannot be read.`,
    )
    .action((options: PredictOptions) =>
      runCommand(async () => {
        if (options.exchange !== undefined) await predictFile(options.exchange, options.json === true);
        else predictOne(options);
        return 0;
      }),
    );
}
