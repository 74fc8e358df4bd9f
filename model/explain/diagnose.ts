import { loaderSpec, type LoaderName } from '../loaders';
import type { Exchange, Outcome } from '../measurement';
import { corsCheck, getHeader } from '../oracle/cors-check';
import { pageSpec, type PageId } from '../pages';
import type { Reason } from './reasons';

interface Load {
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly url: string;
  readonly outcome: Outcome;
  readonly wire: readonly Exchange[];
}

/** Whether the loader's requests may carry credentials across origins. */
function withCredentials(loader: LoaderName): boolean {
  const spec = loaderSpec(loader);
  switch (spec.kind) {
    case 'element':
      return spec.crossorigin === 'use-credentials';
    case 'fetch':
      return spec.credentials === 'include';
    case 'xhr':
      return spec.withCredentials;
    case 'catalog':
      return false;
    case 'injection':
      return true;
  }
}

/** No request came to any server: the page or the browser refused by itself. */
function unsent({ page, url }: Load): Reason {
  const { csp, scheme } = pageSpec(page);
  if (!/^https?:/.test(url)) return 'scheme';
  if (csp !== undefined && !csp.startsWith('sandbox')) return 'csp';
  if (scheme === 'https' && url.startsWith('http:')) return 'mixed-content';
  return 'network';
}

function preflightFailure(preflight: Exchange, credentials: boolean): Reason {
  const origin = preflight.requestHeaders.origin ?? 'null';
  if (corsCheck(origin, credentials, preflight.responseHeaders)) return 'preflight-allow-origin';
  const ok = preflight.status !== null && preflight.status >= 200 && preflight.status <= 299;
  return ok ? 'preflight-header-not-allowed' : 'preflight-status';
}

/**
 * The reason why a load was not readable, from what the servers saw. The last exchange is the one that was
 * refused: a browser that accepts an answer goes on to the next.
 */
export function diagnose(load: Load): Reason | null {
  if (load.outcome === 'readable') return null;
  if (load.outcome === 'opaque')
    return loaderSpec(load.loader).kind === 'fetch' ? 'no-cors-mode' : 'no-crossorigin';
  const last = load.wire.at(-1);
  if (last === undefined) return unsent(load);
  const credentials = withCredentials(load.loader);
  if (last.method === 'OPTIONS') return preflightFailure(last, credentials);
  if (last.status === null) return 'network';
  const origin = last.requestHeaders.origin;
  if (origin !== undefined) {
    const failure = corsCheck(origin, credentials, last.responseHeaders);
    const tainted = origin === 'null' && load.wire[0]?.requestHeaders.origin !== 'null';
    if (failure) return tainted ? 'redirect-null-origin' : failure;
  }
  if (last.status === 401) return 'auth';
  if (last.status >= 400) return 'http-status';
  if (!last.complete) return 'network';
  return getHeader(last.responseHeaders, 'cross-origin-resource-policy') === null ? 'decode' : 'corp';
}
