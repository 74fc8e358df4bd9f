import { namedIn, readMessage, type NamedLoad } from '../judge/read-message';
import { pageOrigin } from '../lab/topology/pages';
import { defaultPortBase, portsFrom } from '../lab/topology/topology';
import { allScenarios } from '../scenarios';
import type { Scenario } from '../scenarios/build/scenario';
import type { HeaderLine } from '../http/headers';
import type { ExchangeCase, NamedAnswer } from '../standards/exchange-case';
import type { Reason } from '../standards/reason';
import { fixExchange } from './edits/fix-exchange';
import { unfixable as whyNot, type Unfixable } from './edits/search-fix';
import { describeFix } from './edits/describe-fix';
import { findFix } from './fix/find-fix';
import { reasons } from './reasons';

/** What one reason means for whoever got the message. */
interface ReasonExplanation {
  readonly reason: Reason;
  readonly says: string;
  readonly isNot: string;
  readonly link: string;
  /** Commands that show it; empty where the lab cannot. */
  readonly seeIt: readonly string[];
  /** Line by line; why there is none if nothing helps. */
  readonly fix: readonly string[];
}

/** What a console message means. */
export interface MessageExplanation extends NamedLoad {
  /** The engines that write it, and how. Empty if the message is of none that is known. */
  readonly wordings: readonly { readonly engine: string; readonly says: string }[];
  /** The reasons that it goes with, the likeliest first. */
  readonly reasons: readonly ReasonExplanation[];
  /** What the page's own script sees tells nothing of the cause. */
  readonly tellsNothing: boolean;
}

/** What script and element are told: the same for every cause. */
const untelling = [
  /Failed to fetch/i,
  /NetworkError when attempting to fetch resource/i,
  /\bLoad failed\b/i,
  /MEDIA_ELEMENT_ERROR/i,
  /MEDIA_ERR_SRC_NOT_SUPPORTED/i,
  /no supported sources?/i,
  /Failed to open media/i,
  /NotSupportedError/i,
  /net::ERR_FAILED/i,
  /CORS request did not succeed/i,
];

/** More reasons than these, and a message tells them not apart. */
const mostReasons = 4;
const mostScenarios = 3;

/** How a loader is called in a message of Chromium. */
const apiIn = (message: string): string | null => {
  const [, api = ''] = /Access to (\S+) at/.exec(message) ?? [];
  return { audio: 'audio', video: 'audio', XMLHttpRequest: 'xhr', fetch: 'fetch' }[api] ?? null;
};

/** The scenarios of a reason; those of the article, and by the API that the message names, first. */
function scenariosOf(reason: Reason, api: string | null): Scenario[] {
  const rank = ({ stated, loader, page, relation }: Scenario): number =>
    (page === 'http' && relation === 'other-site' ? 0 : 4) +
    (api === null || loader.startsWith(api) ? 0 : 2) +
    (stated.length > 0 ? 0 : 1);
  return allScenarios()
    .filter(({ expectedReason }) => expectedReason === reason)
    .sort((a, b) => rank(a) - rank(b));
}

/** The fix of a scenario of the lab, in the words of whoever's page it is. */
function fixOf(scenario: Scenario, origin: string | null): string[] {
  const ports = portsFrom(defaultPortBase);
  const { fix, unfixable } = findFix(scenario, ports);
  if (!fix) return [whyNot[unfixable]];
  const page = pageOrigin(ports, scenario.page);
  return describeFix(fix).map((line) => line.replaceAll(page, origin ?? 'https://your-page.example'));
}

const example = { page: 'https://app.example', url: 'https://cdn.example/song.mp3' } as const;
const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
const said = "--response 'Access-Control-Allow-Origin: *'";

/** Exchanges of the reasons that no scenario of the lab has, and what `earshot predict` is told to show them. */
export const exampleExchanges = {
  'preflight-method-not-allowed': {
    exchange: fetchOf({ method: 'PUT' }),
    command: `--url ${example.url} --loader fetch-same-origin --method PUT ${said}`,
  },
  'redirect-invalid': {
    exchange: fetchOf({}, [{ for: 'redirect-1', status: 302, headers: [star, ['Location', 'data:,song']] }]),
    command: `--url ${example.url} --loader fetch-same-origin --redirect data:,song ${said}`,
  },
  'bad-port': {
    exchange: fetchOf({ url_origin: 'https://cdn.example:6000/song.mp3' }),
    command: `--url https://cdn.example:6000/song.mp3 ${said}`,
  },
} as const satisfies Partial<Record<Reason, { exchange: ExchangeCase; command: string }>>;

function fetchOf(
  request: Partial<ExchangeCase['request']>,
  before: readonly NamedAnswer[] = [],
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
    responses: [...before, { for: 'actual', status: 200, headers: [star] }],
  };
}

/** Commands that show a reason, and its fix. */
export function exampleOf(
  reason: Reason,
  api: string | null,
  origin: string | null,
): Pick<ReasonExplanation, 'seeIt' | 'fix'> {
  if (reason in exampleExchanges) {
    const { exchange, command } = exampleExchanges[reason as keyof typeof exampleExchanges];
    const { fix, unfixable } = fixExchange(exchange);
    return {
      seeIt: [`earshot predict --page ${example.page} ${command}`],
      fix: fix ? describeFix(fix) : [whyNot[unfixable]],
    };
  }
  const scenarios = scenariosOf(reason, api);
  const [first] = scenarios;
  if (!first) return { seeIt: [], fix: reason in whyNot ? [whyNot[reason as Unfixable]] : [] };
  return {
    seeIt: scenarios.slice(0, mostScenarios).map(({ id }) => `earshot explain ${id}`),
    fix: fixOf(first, origin),
  };
}

const explainReason = (reason: Reason, api: string | null, origin: string | null): ReasonExplanation => ({
  reason,
  ...reasons[reason],
  ...exampleOf(reason, api, origin),
});

/** Explains a message that somebody copied from a browser's console, of any engine. */
export function explainMessage(message: string): MessageExplanation {
  const read = readMessage(message);
  const named = namedIn(message);
  const likely = [...new Set(read.flatMap((each) => each.reasons))];
  const isTelling = likely.length > 0 && likely.length <= mostReasons;
  const api = apiIn(message);
  return {
    ...named,
    wordings: read.map(({ engine, says }) => ({ engine, says })),
    reasons: isTelling ? likely.map((reason) => explainReason(reason, api, named.origin)) : [],
    tellsNothing: !isTelling && (read.length > 0 || untelling.some((pattern) => pattern.test(message))),
  };
}
