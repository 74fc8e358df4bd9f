import { getHeader } from '../../model/http/headers';
import { effectivePolicy } from './choices';
import { isCatalog, type Report } from './get-and-load';
import { sendsCookies } from './libraries';

type Step = 'get' | 'audio';

/** Whether cookies may go with a step's request, by what was chosen. */
const isFree = ({ choices }: Report, step: Step): boolean =>
  step === 'get'
    ? choices.credentials === 'include'
    : choices.player === null
      ? choices.crossorigin === 'use-credentials'
      : sendsCookies(choices.player);

/** Whether the browser takes a cookie with `Secure` of the page's kind of address, so far as that decides it. */
const takesSecure = (): boolean =>
  location.protocol === 'https:' || /(?:^|\.)localhost$/.test(location.hostname);

/** What keeps the cookie of a session from a step's request, as far as a page can know. */
type Keeper = 'no credentials' | 'SameSite' | 'third-party cookies' | 'no log-in';

/** @param hasLoggedIn whether this page has asked for a log-in before, and was answered */
function keeperOf(report: Report, step: Step, hasLoggedIn: boolean): Keeper | null {
  const { session } = effectivePolicy(report.choices);
  if (!session) return null;
  if (!isFree(report, step)) return 'no credentials';
  if (session.sameSite !== 'None') return 'SameSite';
  return hasLoggedIn && takesSecure() ? 'third-party cookies' : 'no log-in';
}

/**
 * Why a request that may carry cookies carried none, as far as a page and the servers can know.
 * @returns nothing if that is not what happened
 */
export function explainMissingCookie(report: Report, step: Step, hasLoggedIn: boolean): string[] {
  const { choices, wire } = report;
  const last = wire?.filter((exchange) => isCatalog(exchange) === (step === 'get')).at(-1);
  const keeper = keeperOf(report, step, hasLoggedIn);
  if (keeper === null || keeper === 'no credentials') return [];
  if (!last || last.requestHeaders.cookie !== undefined) return [];
  // A refusal by the CDN's own CORS headers is a matter of its own.
  if (getHeader(last.responseHeaders, 'access-control-allow-credentials') === null) return [];
  const sameSite = effectivePolicy(choices).session?.sameSite ?? 'Lax, by default';
  const why = {
    SameSite: `the cookie says SameSite=${sameSite}, so the browser keeps it from requests that come from another site, logged in or not.`,
    'third-party cookies':
      'this page has logged in, so this browser keeps cookies of other sites from it (third-party cookies), whatever the CDN says.',
    'no log-in': 'nobody has logged in yet, or this browser takes no cookies from other sites.',
  };
  return [`The request was free to carry a cookie, and carried none: ${why[keeper]}`];
}

const helps: Readonly<Record<Keeper, string>> = {
  'no credentials':
    'Ask with credentials (include, and crossorigin="use-credentials"): without them no cookie goes with the request, logged in or not.',
  SameSite:
    'Have the CDN set its cookie with SameSite=None; Secure: as it is, the cookie stays away from requests of other sites, logged in or not.',
  'third-party cookies':
    'Another log-in does not help. Allow third-party cookies for this page in the settings of the browser (in Chromium by the icon beside the address), then log in and load again; or ask a CDN that wants no session.',
  'no log-in': 'Log in at the CDN (the button is beside “Get and Load Song”), then load again.',
};

/** What helps where a CDN wants a session, and the request carried none; null if it wants none. */
export function adviseOnSession(report: Report, step: Step, hasLoggedIn: boolean): string | null {
  const keeper = keeperOf(report, step, hasLoggedIn);
  return keeper && helps[keeper];
}
