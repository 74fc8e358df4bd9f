import type { Reason } from './reason';
import { corsCheck } from './cors-check';
import type { Client } from './client';
import type { Answer } from './exchange-case';
import type { Url } from '../http/url';

/** A request on its way: who makes it, and its URL list. */
interface Redirected {
  readonly client: Client;
  readonly urls: readonly Url[];
}

/** https://fetch.spec.whatwg.org/#concept-request-current-url */
export const currentUrl = ({ urls }: Pick<Redirected, 'urls'>): Url => urls[urls.length - 1]!;

/**
 * Redirect-taint (https://fetch.spec.whatwg.org/#concept-request-tainted-origin): whether it is another than
 * `same-origin`. Which other one it is decides nothing here.
 */
export function hasRedirectTaint({ client, urls }: Redirected): boolean {
  // 4. For each URL but the first: it and the page are both of another origin than the URL before it.
  for (let i = 1; i < urls.length; i += 1) {
    const last = urls[i - 1]!.origin;
    if (urls[i]!.origin !== last && client.origin !== last) return true;
  }
  // 5.
  return false;
}

/** Serializing a request origin (https://fetch.spec.whatwg.org/#serializing-a-request-origin). */
export const serializeRequestOrigin = (state: Redirected): string =>
  // 2, 3.
  hasRedirectTaint(state) ? 'null' : state.client.origin;

/** A mismatch with `Origin: null` where the page's own origin would have passed is the redirect's doing. */
export function blameRedirect(state: Redirected, failure: Reason, { headers }: Answer): Reason {
  if (failure !== 'allow-origin-mismatch' || !hasRedirectTaint(state)) return failure;
  return corsCheck(state.client.origin, false, headers) === null ? 'redirect-null-origin' : failure;
}
