import { engineNames, type EngineName } from '../evidence/engine';
import type { BrowserSays } from '../evidence/measurement';
import type { Outcome } from '../standards/outcome';
import type { Reason } from '../standards/reason';
import { engineFacts } from './engines';
import { firefoxWordings } from './wordings/firefox';
import {
  corsReasons,
  preflightReasons,
  type Placeholders,
  type WordedLoad,
  type Wording,
} from './wordings/wording';

/** A message of an engine, with what it says of one load. */
export interface ConsoleMessage {
  readonly engine: EngineName;
  readonly says: string;
}

/** More reasons than these, and a message tells nobody a thing. */
const mostReasons = 3;

function messagesOf(
  reason: Reason,
  wordsOf: (wording: Wording, says: string) => string | null,
): ConsoleMessage[] {
  return engineNames.flatMap((engine) =>
    engineFacts[engine].wordings.flatMap((wording) => {
      const { says, reasons } = wording;
      if (says === null || reasons.length > mostReasons || !reasons.includes(reason)) return [];
      const words = wordsOf(wording, says);
      return words === null ? [] : [{ engine, says: words }];
    }),
  );
}

/** What each engine may write in its console if a load fails for this reason, with placeholders in braces. */
export const wordingsOf = (reason: Reason): ConsoleMessage[] =>
  messagesOf(reason, (_, says) => says.replace('{fallback}', ''));

function fill(says: string, load: WordedLoad, placeholders: Placeholders): string {
  const [first, last] = load.urls;
  const redirected = first === last ? '' : ` (redirected from '${first}')`;
  const values: Placeholders = { ...placeholders, url: last, origin: load.origin, page: load.page };
  return says
    .replace(/^Access to fetch at '\{url\}'/, `Access to ${load.api} at '{url}'{redirected}`)
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(name === 'redirected' ? redirected : (values[name] ?? whole)),
    );
}

/** What each engine writes in its console of a load that failed for this reason; what is not known stays a placeholder. */
export const wordsOn = (reason: Reason, load: WordedLoad): ConsoleMessage[] =>
  messagesOf(reason, ({ when, fill: values, tail }, says) =>
    when?.(load) === false ? null : fill(says, load, values?.(load) ?? {}) + (tail?.(load) ?? ''),
  );

/** Whether a message is of a wording, whatever stands for its placeholders. */
function matchesWording(says: string, message: string): boolean {
  const pattern = says.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.*');
  return new RegExp(`^${pattern}$`, 's').test(message);
}

/** The name of a message of Firefox's console; null if there is none about a load. Its first words may be left out. */
export function readFirefoxConsole(message: string): string | null {
  const found = firefoxWordings.find(
    ({ code, says }) =>
      code !== null &&
      says !== null &&
      (matchesWording(says, message) ||
        matchesWording(
          says.replace(/^(Cross-Origin Request Blocked|Content-Security-Policy): /, ''),
          message,
        )),
  );
  return found?.code ?? null;
}

/** Failures of the machine's network, or of the browser itself: no finding. */
const labFailures = new Set([
  'net::ERR_NETWORK_CHANGED',
  'net::ERR_NETWORK_IO_SUSPENDED',
  'net::ERR_INTERNET_DISCONNECTED',
  'net::ERR_INSUFFICIENT_RESOURCES',
  'net::ERR_OUT_OF_MEMORY',
  'NS_ERROR_OFFLINE',
  'NS_ERROR_OUT_OF_MEMORY',
]);

/** The code by which the browser says that it is not the servers' fault; undefined if it does not. */
export const labFailureIn = (said: readonly BrowserSays[]): string | undefined =>
  said.find(({ code }) => labFailures.has(code))?.code;

const isNetworkError = (code: string): boolean => /^(net::ERR_|NS_ERROR_)/.test(code);

/** The reasons that a code goes with. Network errors are too many to list; those that are not, are of the connection. */
function reasonsOf(engine: EngineName, code: string): readonly Reason[] {
  const known = engineFacts[engine].wordings.filter((each) => each.code === code);
  if (known.length > 0) return known.flatMap(({ reasons, rarely = [] }) => [...reasons, ...rarely]);
  return isNetworkError(code) ? ['network', 'preflight-unanswered', 'mixed-content'] : [];
}

/** The reasons of which a browser that can be asked is never silent. */
const alwaysNamed: ReadonlySet<Reason> = new Set<Reason>([...corsReasons, ...preflightReasons, 'corp']);

/**
 * Compares the reason of a blocked load with what the browser itself says of it.
 * @returns how the two differ, in words; null where they agree, or the load was not blocked
 */
export function contradictionOf(
  engine: EngineName,
  { outcome, reason }: { readonly outcome: Outcome | 'inconclusive'; readonly reason: Reason | null },
  said: readonly BrowserSays[],
): string | null {
  if (outcome !== 'blocked' || reason === null) return null;
  if (said.length === 0) {
    return alwaysNamed.has(reason) ? `${engine} itself says nothing of ${reason}` : null;
  }
  const other = said.find(({ code }) => !reasonsOf(engine, code).includes(reason));
  if (!other) return null;
  const meant = reasonsOf(engine, other.code).join(' or ') || 'something unknown here';
  return `${engine} itself says ${other.code}, which is ${meant} and not ${reason}`;
}
