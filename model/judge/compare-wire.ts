import type { Exchange } from '../evidence/exchange';
import type { PageEvidence } from '../evidence/page-evidence';
import type { PredictedExchange } from '../lab/predict/predicted-exchange';
import type { AskedAgainBy } from './asked-again-by';

/** An exchange of the ledger in the terms of a prediction. */
const inTerms = ({ method, scheme, host, requestHeaders, status }: Exchange): PredictedExchange => ({
  method,
  scheme,
  host,
  origin: requestHeaders.origin ?? null,
  session: /(^|; )session=/.test(requestHeaders.cookie ?? ''),
  status,
});

/** A media element asks for a range, which script does only where it is told to. */
const asksForRange = ({ requestHeaders }: Exchange): boolean => requestHeaders.range !== undefined;

/**
 * Whether a media element asked for it. One that asks for the whole is known by having no Origin: what libraries ask for is
 * on another site, where script has one.
 */
export const isOfElement = (exchange: Exchange, asksForWhole: boolean): boolean =>
  asksForRange(exchange) || (asksForWhole && exchange.requestHeaders.origin === undefined);

/**
 * The status of an answer; of one that says no more than that what came before is as it was, or is the rest of that, the
 * status of that. @param byScript a rest is none that script asked for: the browser had kept a part
 */
function statusOf(seen: Exchange, before: readonly Exchange[], byScript: boolean): number | null {
  const { status, host, path } = seen;
  const isRest = byScript && status === 206 && asksForRange(seen);
  if (status !== 304 && !isRest) return status;
  const first = before.find((each) => each.host === host && each.path === path && each.status !== 304);
  return first?.status ?? status;
}

/** One exchange in words, which are the same for two that do not differ. */
export function describeExchange({
  method,
  scheme,
  host,
  origin,
  session,
  status,
}: PredictedExchange): string {
  const cookie = session ? ', with the session cookie' : '';
  const answer = status === null ? 'no answer' : String(status);
  return `${method} ${scheme}://${host}, ${origin === null ? 'no Origin' : `Origin ${origin}`}${cookie}: ${answer}`;
}

/**
 * What the servers saw of one load, in words: a line for each request that counts. An element may ask for the same thing as
 * often as it likes, and what came at once has no order.
 * @param isKept a kept answer that the browser asks for again is the same answer
 */
export function requestLines(
  seen: readonly Exchange[],
  by: AskedAgainBy,
  isKept: boolean,
  describe: (exchange: PredictedExchange) => string,
  asksForWhole = false,
): string[] {
  const isElements = (each: Exchange): boolean => isOfElement(each, asksForWhole);
  // How often script asked is counted; an element asks again for the same.
  const ofElement = new Set<string>();
  const isRepeat = (each: Exchange, line: string): boolean =>
    by === 'fallback' && isElements(each) && ofElement.size === ofElement.add(line).size;
  // An element and script that ask at the same time are two strands.
  const strands =
    by === 'fallback' ? [...seen.filter((each) => !isElements(each)), ...seen.filter(isElements)] : seen;
  const lines = strands.flatMap((each, i): Line[] => {
    const status = isKept ? statusOf(each, strands.slice(0, i), by === 'library') : each.status;
    const text = describe({ ...inTerms(each), status });
    return isRepeat(each, text) ? [] : [{ text, isAnswered: status !== null }];
  });
  return counted(lines, by);
}

/** A request in words. */
interface Line {
  readonly text: string;
  readonly isAnswered: boolean;
}

/**
 * The lines that count, in an order that can be compared. How often what gets no answer is sent depends on the connections
 * that other loads of the page have left open: it counts once.
 */
function counted(lines: readonly Line[], by: AskedAgainBy): string[] {
  if (by === 'element') return [...new Set(lines.map(({ text }) => text))];
  const ordered = by === 'library-at-once' ? lines.toSorted((a, b) => (a.text < b.text ? -1 : 1)) : lines;
  return ordered
    .filter(({ text, isAnswered }, i) => isAnswered || text !== ordered[i - 1]?.text)
    .map(({ text }) => text);
}

/**
 * How the wire differs from its prediction, in words; empty if it does not.
 * @param by a media element may ask for the same thing as often as it likes; how often a library asks is counted
 * @param asksForWhole and this engine's asks for the whole where others ask for a range, which no standard forbids
 */
export function compareWire(
  predicted: readonly PredictedExchange[],
  seen: readonly Exchange[],
  by: AskedAgainBy,
  asksForWhole: boolean,
): string[] {
  const isElement = by === 'element' || by === 'fallback';
  const describe = (exchange: PredictedExchange): string =>
    describeExchange(
      isElement && asksForWhole && exchange.status === 206 ? { ...exchange, status: 200 } : exchange,
    );
  // What a browser keeps of an answer that it refused is its own affair.
  const isKept = by !== 'nobody' && predicted.every(({ status }) => status !== 304);
  const wanted = counted(
    predicted.map((each) => ({ text: describe(each), isAnswered: each.status !== null })),
    by,
  );
  const got = requestLines(seen, by, isKept, describe, asksForWhole);
  const longest = Math.max(wanted.length, got.length);
  return Array.from({ length: longest }, (_, i) => i).flatMap((i) => {
    const [a, b] = [wanted[i] ?? 'nothing more', got[i] ?? 'nothing more'];
    return a === b ? [] : [`exchange ${i + 1}: predicted ${a}; seen ${b}`];
  });
}

/** How what script sees of a response differs from what it should, in words: of the range that came. */
export function compareRange(shown: boolean | null, response: PageEvidence['response']): string[] {
  if (shown === null || !response) return [];
  const seen = response.headers.some(([name]) => name.toLowerCase() === 'content-range');
  const [wanted, got] = [shown, seen].map((yes) => (yes ? 'Content-Range' : 'no Content-Range'));
  return seen === shown ? [] : [`script: predicted ${wanted}; seen ${got}`];
}
