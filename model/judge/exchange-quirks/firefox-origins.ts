import { getHeader, type HeaderLine } from '../../http/headers';
import { overHttps, parseUrl, type Url } from '../../http/url';
import { corsCheck } from '../../standards/cors-check';
import { answerOf, requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import { fetchMetadata } from '../../standards/fetch-metadata';
import { visibleHeaders } from '../../standards/filtered-response';
import type { Prediction } from '../../standards/predict';
import { unsafeHeaderNames } from '../../standards/safelist';
import { askingOf } from './asking';
import { blockedFor, changesOrigin, lastAnswer, originOf, unsentFor, withOrigin } from './came';
import { withValues } from './changes';
import { isMedia } from '../../standards/media-destination';

/** Which request of the way each of the wire is for; the first is 1. */
const hopsOf = (wire: Prediction['wire']): { readonly sent: SentRequest; readonly hop: number }[] =>
  wire.map((sent, i) => ({
    sent,
    hop: wire.slice(0, i).filter(({ kind }) => kind === 'request').length + 1,
  }));

const withCredentials = (each: ExchangeCase): boolean => askingOf(each).credentials === 'include';

/** A preflight as Firefox sends it: of the page's origin, whatever redirected to its URL. */
const asPreflight = (each: ExchangeCase, sent: SentRequest): SentRequest => {
  const { secFetch, url } = sent;
  const origin = originOf(each);
  const told = secFetch && fetchMetadata(origin, [url], { ...secFetch, destination: secFetch.dest });
  return { ...sent, kind: 'preflight', origin, secFetch: told };
};

/** What comes if preflights of a tainted request name the page's origin, and are compared with it. */
export function withOriginInPreflights(
  each: ExchangeCase,
  predicted: Prediction,
  predict: (each: ExchangeCase) => Prediction,
): Prediction | null {
  const origin = originOf(each);
  const tainted = hopsOf(predicted.wire).find(
    ({ sent }) => sent.kind === 'preflight' && sent.origin === 'null',
  );
  if (!tainted || origin === 'null') return null;
  const exchanged = (value: string): string => ({ [origin]: 'null', null: origin })[value.trim()] ?? value;
  const hops = each.responses.map((_, i) => i + tainted.hop);
  const swapped = hops.flatMap((hop) => {
    const answer = answerOf(each.responses, hop, true);
    if (!answer) return [];
    const headers: HeaderLine[] = withValues(answer.headers, 'access-control-allow-origin', exchanged);
    return [{ ...answer, for: hop === 1 ? 'preflight' : `preflight-${hop}`, headers }];
  });
  const names = new Set(swapped.map(({ for: name }) => name));
  const others = each.responses.filter(({ for: name }) => !names.has(name));
  const came = predict({ ...each, responses: [...others, ...swapped] });
  const last = came.wire.at(-1);
  if (last?.kind !== 'preflight') return came;
  const reason = came.reason === 'redirect-null-origin' ? 'allow-origin-mismatch' : came.reason;
  const { secFetch } = asPreflight(each, last);
  return { ...withOrigin(origin, came), reason, secFetch };
}

/** Whether a redirect took out of a request what needed a preflight: headers, or a method that one was asked for. */
const lostNeed = (first: SentRequest, now: SentRequest, wasAsked: boolean): boolean =>
  unsafeHeaderNames(now.headers).length < unsafeHeaderNames(first.headers).length ||
  (wasAsked && now.method !== first.method);

/** What comes if a redirect that takes headers or the method out of a request leaves the need for their preflight. */
export function withPreflightsForRemoved(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const { wire } = predicted;
  const origin = originOf(each);
  const first = wire.find(({ kind }) => kind === 'request');
  const asked = hopsOf(wire).filter(
    ({ sent }, i) =>
      askingOf(each).mode === 'cors' &&
      sent.kind === 'request' &&
      wire[i - 1]?.kind === 'request' &&
      (sent.url.origin !== origin || changesOrigin(predicted)) &&
      first !== undefined &&
      lostNeed(
        first,
        sent,
        wire.slice(0, i).some(({ kind }) => kind === 'preflight'),
      ),
  );
  for (const { sent, hop } of asked) {
    const answer = answerOf(each.responses, hop, true);
    const failure = answer
      ? (corsCheck(origin, withCredentials(each), answer.headers) ??
        (answer.status < 200 || answer.status > 299 ? 'preflight-status' : null))
      : 'preflight-unanswered';
    if (!failure) continue;
    return unsentFor(failure, predicted, [...wire.slice(0, wire.indexOf(sent)), asPreflight(each, sent)]);
  }
  return asked.length > 0 ? { ...predicted, preflight: true } : null;
}

/** What comes if the page's own origin, asked for by http and upgraded, is taken for another. */
function takenForForeign(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const { mode, method, destination, crossorigin } = each.request;
  const isElement = isMedia(destination);
  if (isElement ? crossorigin == null : mode === 'no-cors') {
    const isQuiet = isElement || /^(get|head)$/i.test(method);
    const came = withOrigin(isQuiet ? predicted.originHeader : 'null', predicted);
    return isElement || predicted.outcome === 'blocked'
      ? came
      : { ...came, outcome: 'opaque', reason: 'no-cors-mode', visibleHeaders: [] };
  }
  if (!isElement && mode === 'same-origin') return unsentFor('mode-same-origin', predicted);
  const { headers = [] } = lastAnswer(each, predicted) ?? {};
  const isReadable = predicted.outcome === 'readable' && !isElement;
  return {
    ...withOrigin(originOf(each), predicted),
    visibleHeaders: isReadable ? visibleHeaders('cors', withCredentials(each), headers) : [],
  };
}

/** Where requests of a prediction went over https that were asked for over http, by their first URL or a redirect. */
function upgradedUrls({ request, responses }: ExchangeCase, { wire }: Prediction): Url[] {
  const asked = [
    requestUrl(request),
    ...responses.flatMap(({ headers }) => getHeader(headers, 'location') ?? []),
  ]
    .map((text) => parseUrl(text))
    .filter((url) => url?.scheme === 'http')
    .map((url) => overHttps(url!).origin);
  return wire.map(({ url }) => url).filter((url) => asked.includes(url.origin));
}

/** What comes if origins are compared by the URL as it was before its upgrade. A service worker gets it upgraded. */
export function withOriginsBeforeUpgrade(each: ExchangeCase, predicted: Prediction): Prediction | null {
  if (each.page.serviceWorker) return null;
  const origin = originOf(each);
  const upgraded = upgradedUrls(each, predicted);
  if (upgraded.some((url) => url.origin === origin)) return takenForForeign(each, predicted);
  const last = predicted.wire.at(-1);
  const isLed = last?.kind === 'request' && predicted.wire.at(-2)?.url.origin === last.url.origin;
  if (!isLed || !upgraded.includes(last.url) || predicted.originHeader !== origin) return null;
  // A redirect of the same origin, which it was not yet of, taints it.
  const answer = lastAnswer(each, predicted);
  const failure = answer && corsCheck('null', withCredentials(each), answer.headers);
  if (askingOf(each).mode !== 'cors' || !answer) return withOrigin('null', predicted);
  if (failure) return withOrigin('null', blockedFor('redirect-null-origin', predicted));
  const isElement = isMedia(each.request.destination);
  return {
    ...withOrigin('null', predicted),
    outcome: 'readable',
    reason: null,
    visibleHeaders: isElement ? [] : visibleHeaders('cors', withCredentials(each), answer.headers),
  };
}
