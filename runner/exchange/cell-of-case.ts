import type { Cell } from '../../model/lab/plan/cell';
import { sourcesOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { hasSources } from '../../model/standards/predict-sources';
import { withoutChunks } from '../../servers/exchange/answer-body';
import type { ExchangeServer } from '../../servers/exchange/create-exchange-server';
import { isMedia, type MediaDestination } from '../../model/standards/media-destination';
import { lastAnswersOf } from './script-of-load';
import { urlWithToken } from './url-with-token';

/** The loader of an element, by its `crossorigin`. */
const elementLoader = (name: MediaDestination, crossorigin: ExchangeCase['request']['crossorigin']) =>
  crossorigin == null ? name : (`${name}-${crossorigin}` as const);

/** What the probe does to make a request. */
export function loadOf(request: ExchangeCase['request']): Pick<Cell, 'loader' | 'request' | 'sound'> {
  const { destination, crossorigin, mode, credentials, method, headers } = request;
  const { redirect, cache, referrerPolicy, keepalive, targetAddressSpace } = request;
  const { integrity, body, bodyType, duplex, api, uploadListener, muted, volume } = request;
  const sent = { mode, credentials, method, headers, body, bodyType, duplex };
  const options = {
    redirect,
    cache,
    referrerPolicy,
    keepalive,
    targetAddressSpace,
    integrity,
    api,
    uploadListener,
  };
  return isMedia(destination)
    ? { loader: elementLoader(destination, crossorigin), sound: { muted, volume } }
    : { loader: 'fetch-same-origin', request: { ...sent, ...options } };
}

/**
 * A case whose integrity metadata have the digest of the body that is answered, where they name it: of each that may be, since
 * one that matches will do.
 */
export function withDigests(each: ExchangeCase, server: Pick<ExchangeServer, 'digest'>): ExchangeCase {
  const { integrity } = each.request;
  if (integrity == null) return each;
  const came = lastAnswersOf(each);
  const last = each.http === '2' ? came.map(withoutChunks) : came;
  const digested = integrity.replace(/(sha\d+)-\{body\}/gi, (_, algorithm: string) => {
    const digests = (last.length > 0 ? last : [undefined]).map((answer) => server.digest(algorithm, answer));
    return [...new Set(digests)].map((digest) => `${algorithm}-${digest}`).join(' ');
  });
  return { ...each, request: { ...each.request, integrity: digested } };
}

/** Whether some answer to a load is a live stream. */
export const isEndless = (load: ExchangeCase): boolean =>
  sourcesOf(load).some(({ responses }) => responses.some(({ body }) => body === 'live'));

/** What the probe is asked to do for a case. */
export const cellOf = (load: ExchangeCase, token: string): Cell => ({
  token,
  url: urlWithToken(load.request, token),
  ...loadOf(load.request),
  ...(isEndless(load) && { endless: true }),
  ...(hasSources(load) && {
    sources: sourcesOf(load).map(({ request }) => ({
      url: urlWithToken(request, token),
      type: request.type ?? null,
    })),
  }),
});
