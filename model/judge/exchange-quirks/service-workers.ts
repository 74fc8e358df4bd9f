import { getHeader } from '../../http/headers';
import { parseUrl } from '../../http/url';
import { clientOf } from '../../standards/client';
import { requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import { visibleHeaders } from '../../standards/filtered-response';
import { isMedia } from '../../standards/media-destination';
import { upgradeMixedContent } from '../../standards/mixed-content';
import type { Prediction } from '../../standards/predict';
import type { WorkerScript } from '../../standards/worker-script';
import { askingOf } from './asking';
import { blockedFor, lastAnswer, originOf } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const app = 'https://app.test';
const cdn = 'https://cdn.test';

/** A page under a service worker, that asks a CDN over https. */
const underWorker = (
  serviceWorker: WorkerScript,
  request: Partial<ExchangeCase['request']>,
  ...responses: ExchangeCase['responses']
): ExchangeQuirk['example'] => ({
  ...asksCdn(app, { url_origin: cdn, ...request }, ...responses),
  page: { origin: app, serviceWorker },
});

const isPlainElement = ({ request }: ExchangeCase): boolean =>
  isMedia(request.destination) && request.crossorigin == null;

/** Whether an element asks another origin than the page's, by its URL as it is after the upgrade. */
function asksElsewhere(each: ExchangeCase): boolean {
  const url = parseUrl(requestUrl(each.request));
  return !url || upgradeMixedContent(clientOf(each.page).url, [url], 'audio').origin !== originOf(each);
}

/** Whether `fetch()` gets a part of a file, without CORS, that it did not ask for. */
const getsUnaskedPart = (each: ExchangeCase, predicted: Prediction): boolean =>
  predicted.outcome === 'opaque' &&
  !isMedia(each.request.destination) &&
  lastAnswer(each, predicted)?.status === 206;

const chromium = { engine: 'chromium', seenIn: ['156.0.8078.108'] } as const;
const firefox = { engine: 'firefox', seenIn: ['153.8.0'] } as const;
const handleFetch = 'https://w3c.github.io/ServiceWorker/#handle-fetch';
const mainFetch = 'https://fetch.spec.whatwg.org/#main-fetch';

/** What Chromium does of its own under a service worker. */
export const chromiumWorkerQuirks: readonly ExchangeQuirk[] = [
  {
    ...chromium,
    id: 'chromium-refuses-kept-opaque-parts',
    title: 'fetch() gets no opaque 206 from the Cache of a service worker',
    source: mainFetch,
    example: underWorker({ cache: true }, { mode: 'no-cors' }, { for: 'actual', status: 206, headers: [] }),
    instead: (each, predicted) =>
      each.page.serviceWorker?.cache && getsUnaskedPart(each, predicted)
        ? blockedFor('network', predicted)
        : null,
  },
  {
    ...chromium,
    id: 'chromium-tells-workers-no-user-name',
    title: 'The URL of the request of an element has no user name and password for a service worker',
    source: 'https://fetch.spec.whatwg.org/#dom-request-url',
    example: underWorker(
      { fetches: 'url' },
      { url_origin: 'https://me:secret@cdn.test', destination: 'audio' },
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    seenAs(each) {
      const { page, request } = each;
      const { fetches, cache } = page.serviceWorker ?? {};
      const isTold = isMedia(request.destination) && (fetches === 'url' || cache === true);
      return isTold
        ? { ...each, request: { ...request, url_origin: request.url_origin.replace(/\/\/[^/]*@/, '//') } }
        : each;
    },
  },
];

/** What Firefox does of its own under a service worker. */
export const firefoxWorkerQuirks: readonly ExchangeQuirk[] = [
  {
    ...firefox,
    id: 'firefox-plays-past-the-worker',
    title: 'A media element without crossorigin goes past the service worker to another origin',
    source: handleFetch,
    example: underWorker(
      { fetches: 'url' },
      { destination: 'audio', mode: 'no-cors' },
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    seenAs: (each) =>
      isPlainElement(each) && asksElsewhere(each)
        ? { ...each, page: { ...each.page, serviceWorker: null } }
        : each,
  },
  {
    ...firefox,
    id: 'firefox-keeps-alive-past-the-worker',
    title: 'fetch() with keepalive goes past the service worker',
    source: handleFetch,
    example: underWorker({ fetches: 'url', mode: 'no-cors' }, { keepalive: true }, answered('actual', 200)),
    seenAs: (each) =>
      each.request.keepalive === true && each.request.api !== 'xhr' && !isMedia(each.request.destination)
        ? { ...each, page: { ...each.page, serviceWorker: null } }
        : each,
  },
  {
    ...firefox,
    id: 'firefox-requires-corp-of-workers',
    title:
      'fetch() in a page that requires CORP gets nothing opaque that is named audio, video or image from a service worker',
    source: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check',
    example: {
      ...underWorker(
        {},
        { mode: 'no-cors' },
        answered(
          'actual',
          200,
          ['Cross-Origin-Resource-Policy', 'cross-origin'],
          ['Content-Type', 'audio/wav'],
        ),
      ),
      page: { origin: app, serviceWorker: {}, coep: 'require-corp' },
    },
    instead: (each, predicted) =>
      each.page.serviceWorker &&
      predicted.reason === 'no-cors-mode' &&
      /^(audio|video|image)\//i.test(
        getHeader(lastAnswer(each, predicted)?.headers ?? [], 'content-type') ?? '',
      ) &&
      clientOf(each.page).embedderPolicy === 'require-corp'
        ? blockedFor('corp', predicted)
        : null,
  },
  {
    ...firefox,
    id: 'firefox-plays-what-a-worker-was-led-to-as-opaque',
    title:
      'What a service worker got by CORS from where it was led is opaque in a media element without crossorigin',
    source: mainFetch,
    example: underWorker(
      { fetches: 'url' },
      { url_origin: app, destination: 'audio', mode: 'no-cors' },
      answered('redirect-1', 302, ['Location', `${cdn}/moved`]),
      answered('actual', 200, ['Content-Type', 'audio/wav']),
    ),
    instead: (each, predicted) =>
      each.page.serviceWorker &&
      isPlainElement(each) &&
      predicted.outcome === 'readable' &&
      predicted.wire.at(-1)?.url.origin !== originOf(each)
        ? { ...predicted, outcome: 'opaque', reason: 'no-crossorigin' }
        : null,
  },
  {
    ...firefox,
    id: 'firefox-refuses-opaque-parts-of-workers',
    title: 'fetch() gets no opaque 206 from a service worker',
    source: mainFetch,
    example: underWorker({}, { mode: 'no-cors' }, { for: 'actual', status: 206, headers: [] }),
    instead: (each, predicted) =>
      each.page.serviceWorker && getsUnaskedPart(each, predicted) ? blockedFor('network', predicted) : null,
  },
  {
    ...firefox,
    id: 'firefox-shows-headers-by-credentials-of-the-page',
    title:
      'Access-Control-Expose-Headers: * shows no header that a service worker got without credentials to a page that asked with them',
    source: mainFetch,
    example: underWorker(
      { fetches: 'url' },
      { credentials: 'include' },
      answered('actual', 200, ['Access-Control-Expose-Headers', '*'], ['X-Song', '1']),
    ),
    instead(each, predicted) {
      const isFetch = predicted.outcome === 'readable' && !isMedia(each.request.destination);
      const isOther = each.request.credentials === 'include' && askingOf(each).credentials !== 'include';
      const last = predicted.wire.at(-1);
      if (!each.page.serviceWorker || !isFetch || !isOther || last?.origin == null) return null;
      const { headers = [] } = lastAnswer(each, predicted) ?? {};
      return { ...predicted, visibleHeaders: visibleHeaders('cors', true, headers) };
    },
  },
];
