import { lastLoadOf } from '../lab/loaders/loaders';
import { pageOrigin } from '../lab/topology/pages';
import { defaultPortBase, portsFrom } from '../lab/topology/topology';
import { allScenarios } from '../scenarios';
import type { Scenario } from '../scenarios/build/scenario';
import type { HeaderLine } from '../http/headers';
import type { ExchangeCase, NamedAnswer } from '../standards/exchange-case';
import type { Reason } from '../standards/reason';
import { createRequest } from '../standards/request';
import { describeFix } from './edits/describe-fix';
import { fixExchange } from './edits/fix-exchange';
import { unfixable as whyNot, type Unfixable } from './edits/search-fix';
import { findFix, intruderIn } from './fix/find-fix';

/** What a console message tells of the load. */
export interface ToldLoad {
  /** How the names of the loaders that make it begin; null if the message names no API. */
  readonly api: 'audio' | 'fetch' | 'xhr' | null;
  readonly origin: string | null;
  /** A header and a method that the preflight's answer does not allow; null if the message names none. */
  readonly header: string | null;
  readonly method: string | null;
  /** Whether the answer to a preflight is the one that was refused. */
  readonly isPreflight: boolean;
  /** Whether only a load without CORS is refused so. */
  readonly isWithoutCors: boolean;
  /** Whether a file of the machine was asked for. */
  readonly isFile: boolean;
}

/** Of a message that tells nothing. */
export const toldNothing: ToldLoad = {
  api: null,
  origin: null,
  header: null,
  method: null,
  isPreflight: false,
  isWithoutCors: false,
  isFile: false,
};

/** What shows a reason, and what helps. */
export interface Example {
  /** Commands that show it; empty where the lab cannot. */
  readonly seeIt: readonly string[];
  /** Line by line; why there is none if nothing helps. */
  readonly fix: readonly string[];
}

const mostScenarios = 3;

const isPlayed = ({ loader }: Scenario): boolean => lastLoadOf(loader).plays === 'element';
const madeBy = ({ loader }: Scenario) =>
  lastLoadOf(loader).asks.flatMap(({ request }) => createRequest(request) ?? []);
const asksWithCors = (scenario: Scenario): boolean => madeBy(scenario).some(({ mode }) => mode === 'cors');
const hasCredentials = (scenario: Scenario): boolean =>
  madeBy(scenario).some(({ credentials }) => credentials === 'include');

/**
 * The scenarios of a reason that the same fix helps; those of the page's own script, without a library, of the article, and
 * of the API that the message names first.
 */
function scenariosOf(reason: Reason, { api, isWithoutCors }: ToldLoad): Scenario[] {
  const rank = (scenario: Scenario): number =>
    (intruderIn(scenario) === null ? 0 : 64) +
    (lastLoadOf(scenario.loader).library === null ? 0 : 32) +
    (scenario.page === 'http' && scenario.relation === 'other-site' ? 0 : 16) +
    (api === null || scenario.loader.startsWith(api) ? 0 : 8) +
    // Without CORS a fix has to ask for it besides.
    (asksWithCors(scenario) ? 0 : 4) +
    (hasCredentials(scenario) ? 2 : 0) +
    (scenario.stated.length > 0 ? 0 : 1);
  const found = allScenarios()
    .filter(
      (each) => each.expectedReason === reason && !(isWithoutCors && (asksWithCors(each) || !isPlayed(each))),
    )
    .sort((a, b) => rank(a) - rank(b));
  return found.filter((each) => hasCredentials(each) === hasCredentials(found[0]!));
}

const somePage = 'https://your-page.example';

/** The fix of a scenario of the lab, in the words of whoever's page it is. */
function fixOf(scenario: Scenario, origin: string | null): string[] {
  const ports = portsFrom(defaultPortBase);
  const { fix, unfixable } = findFix(scenario, ports);
  if (!fix) return [whyNot[unfixable]];
  const page = pageOrigin(ports, scenario.page);
  return describeFix(fix).map((line) => line.replaceAll(page, origin ?? somePage));
}

const exampleCdn = 'https://cdn.example';
const example = { page: 'https://app.example', url: `${exampleCdn}/song.mp3` } as const;
const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
const said = "--response 'Access-Control-Allow-Origin: *'";

function fetchOf(
  request: Partial<ExchangeCase['request']>,
  {
    before = [],
    headers = [star],
  }: { before?: readonly NamedAnswer[]; headers?: readonly HeaderLine[] } = {},
): ExchangeCase {
  const asked = {
    mode: 'cors',
    credentials: 'same-origin',
    method: 'GET',
    headers: [],
    destination: '',
  } as const;
  return {
    id: 'example',
    page: { origin: example.page },
    request: { ...asked, url_origin: example.url, path: '', ...request },
    responses: [...before, { for: 'actual', status: 200, headers }],
  };
}

/** Exchanges of the reasons that no scenario of the lab has, and what `earshot predict` is told to show them. */
export const exampleExchanges = {
  'preflight-method-not-allowed': {
    exchange: fetchOf({ method: 'PUT' }),
    command: `--url ${example.url} --loader fetch-same-origin --method PUT ${said}`,
  },
  'redirect-invalid': {
    exchange: fetchOf(
      {},
      { before: [{ for: 'redirect-1', status: 302, headers: [star, ['Location', 'data:,song']] }] },
    ),
    command: `--url ${example.url} --loader fetch-same-origin --redirect data:,song ${said}`,
  },
  'bad-port': {
    exchange: fetchOf({ url_origin: 'https://cdn.example:6000/song.mp3' }),
    command: `--url https://cdn.example:6000/song.mp3 ${said}`,
  },
  muted: {
    exchange: fetchOf({ destination: 'audio', crossorigin: 'anonymous', muted: true }),
    command: `--url ${example.url} --loader audio-anonymous --muted ${said}`,
  },
} as const satisfies Partial<Record<Reason, { exchange: ExchangeCase; command: string }>>;

const noHeader = 'your-header';
const noMethod = 'YOUR-METHOD';

/** A preflight that fails for a reason, with the header or the method that a message names; null if the reason is none of a preflight. */
export function preflightExchange(
  reason: Reason,
  { header, method, isPreflight }: Pick<ToldLoad, 'header' | 'method' | 'isPreflight'>,
): ExchangeCase | null {
  const asks = { headers: [[header ?? noHeader, 'value']] } as const;
  const answered = (status: number, ...headers: HeaderLine[]) => ({
    before: [{ for: 'preflight', status, headers }],
  });
  switch (reason) {
    case 'preflight-status':
      return fetchOf(asks, answered(405, star));
    case 'preflight-unanswered':
      return fetchOf(asks, answered(0));
    case 'preflight-header-not-allowed':
      return fetchOf(asks, answered(204, star));
    case 'preflight-malformed':
      return fetchOf(asks, answered(204, star, ['Access-Control-Allow-Headers', 'no list']));
    case 'preflight-method-not-allowed':
      return fetchOf({ method: method ?? noMethod }, answered(204, star));
    case 'allow-origin-missing':
      return isPreflight ? fetchOf(asks, { ...answered(204), headers: [] }) : null;
    default:
      return null;
  }
}

function fixInWords(exchange: ExchangeCase): string[] {
  const { fix, unfixable } = fixExchange(exchange);
  // The message is of another CDN than that of the example.
  return fix
    ? describeFix(fix).map((line) => line.replace(`On ${exampleCdn}`, 'On the CDN'))
    : [whyNot[unfixable]];
}

/** What stands in a fix for what the message does not name. */
const placeholders = [
  [noHeader, 'the header that script adds to its request'],
  [noMethod, 'the method of the request'],
] as const;

/** What goes with a fix: what stands in it for what is not known, and what it is not for. */
function besides(fix: readonly string[], reason: Reason, { origin }: ToldLoad): string[] {
  const unnamed = placeholders.filter(([name]) => fix.some((line) => line.includes(name)));
  const allowsAll = fix.includes(`  ${star.join(': ')}`);
  return [
    ...unnamed.map(([name, what]) => `${name} stands for ${what}, which this line does not name.`),
    // Who says Origin: null has no name to be allowed by.
    ...(allowsAll && origin !== 'null' && reason !== 'redirect-null-origin'
      ? [
          'With credentials (crossorigin="use-credentials", credentials: "include", withCredentials) browsers refuse *. Then send:',
          `  Access-Control-Allow-Origin: ${origin ?? somePage}`,
          '  Access-Control-Allow-Credentials: true',
          '  Vary: Origin',
        ]
      : []),
  ];
}

const seenByFile = 'npx earshot predict --page null --url file:///home/me/song.mp3';

/** What shows a reason, and its fix for the load that a message tells of. */
export function exampleOf(reason: Reason, told: ToldLoad): Example {
  const preflight = preflightExchange(reason, told);
  const withWords = (fix: readonly string[]): string[] => [...fix, ...besides(fix, reason, told)];
  if (reason in exampleExchanges) {
    const { exchange, command } = exampleExchanges[reason as keyof typeof exampleExchanges];
    return {
      seeIt: [`npx earshot predict --page ${example.page} ${command}`],
      fix: withWords(fixInWords(preflight ?? exchange)),
    };
  }
  const scenarios = scenariosOf(reason, told);
  const [first] = scenarios;
  if (!first) return { seeIt: [], fix: reason in whyNot ? [whyNot[reason as Unfixable]] : [] };
  return {
    seeIt:
      told.isFile && reason === 'scheme'
        ? [seenByFile]
        : scenarios.slice(0, mostScenarios).map(({ id }) => `npx earshot explain ${id}`),
    fix: withWords(preflight ? fixInWords(preflight) : fixOf(first, told.origin)),
  };
}
