import { requestOf } from '../lab/loaders/loader-request';
import { singleSpec, stepsOf, type LoaderName } from '../lab/loaders/loaders';
import type { Exchange } from '../evidence/exchange';
import { clientOf, type Client } from '../standards/client';
import { forgetRefused, receive, type HttpCache } from '../standards/http-cache';
import type { Answer } from '../standards/exchange-case';
import type { Fetched, Servers } from '../standards/fetch-state';
import { mainFetch } from '../standards/main-fetch';
import type { PreflightCache } from '../standards/preflight-cache';
import { consumePreloaded, keepPreloaded, type PreloadedResources } from '../standards/preload';
import { createRequest } from '../standards/request';
import type { Url } from '../http/url';

/**
 * Answers that came, each given once to a request of its kind and `Origin`; what then is left came out of a cache: that of
 * HTTP, or that of preflights, which an engine may keep for longer than the standard says.
 */
function replayOf(left: Exchange[], cache: HttpCache): Servers {
  let allowed: Answer | undefined;
  return (sent) => {
    const at = left.findIndex(
      ({ method, requestHeaders }) =>
        method === sent.method && (requestHeaders.origin ?? null) === sent.origin,
    );
    const [seen] = at < 0 ? [] : left.splice(at, 1);
    if (!seen) return sent.kind === 'preflight' ? allowed : cache.get(sent.url.href)?.answer;
    if (seen.status === null) return undefined;
    const answer = { status: seen.status, headers: seen.responseHeaders };
    if (sent.kind === 'preflight') allowed = answer;
    return receive(cache, sent, answer);
  };
}

/** What the standards say of the last load of a sequence, given the answers that really came to all of them. */
export function replaySequence(
  client: Client,
  frame: string | undefined,
  loader: LoaderName,
  url: Url,
  wire: readonly Exchange[],
): Fetched | undefined {
  const cache: HttpCache = new Map();
  const preflights: PreflightCache = [];
  const preloaded: PreloadedResources<Fetched> = new Map();
  const servers = replayOf([...wire], cache);
  const framed = clientOf({ origin: frame ?? 'null' });
  return stepsOf(loader)
    .map((step) => {
      const request = createRequest(requestOf(step.loader));
      const spec = singleSpec(step.loader);
      if (!request || (spec.kind === 'preload' && spec.as === 'audio')) return undefined;
      const known = consumePreloaded(preloaded, url, request);
      if (known) return known;
      const fetched = mainFetch(step.framed ? framed : client, request, url, servers, undefined, preflights);
      if (fetched.failure !== null) forgetRefused(cache, fetched.sent);
      if (spec.kind === 'preload') keepPreloaded(preloaded, url, request, fetched);
      return fetched;
    })
    .at(-1);
}
