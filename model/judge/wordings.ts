import { engineNames, type EngineName } from '../evidence/engine';
import type { BrowserSays } from '../evidence/measurement';
import type { Outcome } from '../standards/outcome';
import type { Reason } from '../standards/reason';
import { engineFacts } from './engines';
import { firefoxWordings } from './wordings/firefox';
import { corsReasons, preflightReasons } from './wordings/wording';

/** What a message says of a load. */
export interface WordedLoad {
  /** How Chromium calls what loads. */
  readonly api: 'audio' | 'fetch' | 'XMLHttpRequest';
  readonly url: string;
  readonly origin: string;
  readonly sendsPreflight: boolean;
}

const fill = (says: string, { api, url, origin }: WordedLoad): string =>
  says
    .replace('Access to fetch at', `Access to ${api} at`)
    .replace('{url}', () => url)
    .replace('{origin}', () => origin);

/**
 * What each engine writes in its console if a load fails for this reason.
 * @param load fills the placeholders that it knows; what only a preflight is told is left out if there is none
 */
export function wordingsOf(
  reason: Reason,
  load?: WordedLoad,
): { readonly engine: EngineName; readonly says: string }[] {
  return engineNames.flatMap((engine) =>
    engineFacts[engine].wordings
      // Of messages that go with anything nobody learns a thing.
      .filter(({ says, reasons }) => says !== null && reasons.length <= 3 && reasons.includes(reason))
      .filter(({ says }) => load?.sendsPreflight !== false || !says!.includes('preflight request'))
      .map(({ says }) => ({ engine, says: load ? fill(says!, load) : says! })),
  );
}

/** Whether a message is of a wording, whatever stands for its placeholders. */
export function matchesWording(says: string, message: string): boolean {
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
  if (known.length > 0) return known.flatMap(({ reasons }) => reasons);
  return isNetworkError(code) ? ['network', 'mixed-content'] : [];
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
