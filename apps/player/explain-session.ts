import { getHeader } from '../../model/http/headers';
import { effectivePolicy } from './choices';
import { isCatalog, type Report } from './get-and-load';

/**
 * Why a request that may carry cookies carried none, as far as a page and the servers can know.
 * @returns nothing if that is not what happened
 */
export function explainMissingCookie({ choices, wire }: Report, step: 'get' | 'audio'): string[] {
  const { session } = effectivePolicy(choices);
  const mode = step === 'get' ? choices.credentials === 'include' : choices.crossorigin === 'use-credentials';
  const last = wire?.filter((exchange) => isCatalog(exchange) === (step === 'get')).at(-1);
  if (!session || !mode || !last || last.requestHeaders.cookie !== undefined) return [];
  // A refusal by the CDN's own CORS headers is a matter of its own.
  if (getHeader(last.responseHeaders, 'access-control-allow-credentials') === null) return [];
  return [
    session.sameSite === 'None'
      ? 'The request was free to carry a cookie, and carried none: nobody has logged in yet, or this browser takes no cookies from other sites.'
      : `The request was free to carry a cookie, and carried none: the cookie says SameSite=${session.sameSite ?? 'Lax, by default'}, so the browser keeps it from requests that come from another site, logged in or not.`,
  ];
}
