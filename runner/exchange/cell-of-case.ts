import type { Cell } from '../../model/lab/plan/cell';
import { requestUrl, sourcesOf, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { hasSources } from '../../model/standards/predict-sources';
import type { ExchangeServer } from '../../servers/exchange/create-exchange-server';
import { placeOfUrl, redirectTargets, type Script } from '../../servers/exchange/script';
import { isMedia, type MediaDestination } from '../../model/standards/media-destination';

/** The loader of an element, by its `crossorigin`. */
const elementLoader = (name: MediaDestination, crossorigin: ExchangeCase['request']['crossorigin']) =>
  crossorigin == null ? name : (`${name}-${crossorigin}` as const);

/** The URL of a case with its token in the query, where a server finds it. */
function urlWithToken(request: ExchangeCase['request'], token: string): string {
  // What stands at its end is dropped, and would not be before the token.
  const url = requestUrl(request).trimEnd();
  const [, beforeFragment = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(url) ?? [];
  return `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}t=${token}${fragment}`;
}

/** What the probe does to make a request. */
export function loadOf(request: ExchangeCase['request']): Pick<Cell, 'loader' | 'request'> {
  const { destination, crossorigin, mode, credentials, method, headers } = request;
  const { redirect, cache, referrerPolicy, keepalive, targetAddressSpace } = request;
  const { integrity, body, bodyType, duplex, api, uploadListener } = request;
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
    ? { loader: elementLoader(destination, crossorigin) }
    : { loader: 'fetch-same-origin', request: { ...sent, ...options } };
}

/** A case whose integrity metadata have the digest of the body that is answered, where they name it. */
export function withDigests(each: ExchangeCase, server: Pick<ExchangeServer, 'digest'>): ExchangeCase {
  const { integrity } = each.request;
  if (integrity == null) return each;
  const actual = each.responses.find(({ for: name }) => name === 'actual');
  const digested = integrity.replace(
    /(sha\d+)-\{body\}/gi,
    (_, algorithm: string) => `${algorithm}-${server.digest(algorithm, actual)}`,
  );
  return { ...each, request: { ...each.request, integrity: digested } };
}

/** What the probe is asked to do for a case. */
export const cellOf = (load: ExchangeCase, token: string): Cell => ({
  token,
  url: urlWithToken(load.request, token),
  ...loadOf(load.request),
  ...(hasSources(load) && {
    sources: sourcesOf(load).map(({ request }) => ({
      url: urlWithToken(request, token),
      type: request.type ?? null,
    })),
  }),
});

/** Where the way to each `<source>` of a load begins, as a server sees it; null where it begins nowhere. */
export const placesOfSources = (load: ExchangeCase, token: string): (string | null)[] =>
  sourcesOf(load).map(({ request }) => {
    const url = URL.parse(urlWithToken(request, token));
    return url && placeOfUrl(url);
  });

/** What servers answer to a load. */
export function scriptOf(load: ExchangeCase, token: string): Script {
  const [, ...places] = placesOfSources(load, token);
  const others = (load.nextSources ?? []).flatMap(({ responses }, i) => {
    const place = places[i];
    return place == null ? [] : [[place, responses] as const];
  });
  return {
    token,
    answers: load.responses,
    others: new Map(others),
    body: isMedia(load.request.destination) ? 'audio' : 'text',
  };
}

/** The URLs that a case's redirects lead to, as a server sees them: under either scheme. */
export const targetsOf = (each: ExchangeCase): string[] => waysOf(each).flatMap(targetsOfWay);

function targetsOfWay({ request, responses }: ExchangeCase): string[] {
  const targets: string[] = [];
  let url = URL.parse(requestUrl(request));
  for (let hop = 1; url && hop <= responses.length; hop += 1) {
    const answer =
      responses.find(({ for: name }) => name === `redirect-${hop}`) ??
      responses.find(({ for: name }) => name === 'actual');
    const spellings: URL[] = answer ? redirectTargets(answer, url.href) : [];
    targets.push(...spellings.map(placeOfUrl));
    url = spellings[0] ?? null;
  }
  return targets;
}
