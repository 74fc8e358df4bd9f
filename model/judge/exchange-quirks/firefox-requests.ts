import { isSchemelesslySameSite, parseUrl, type Url } from '../../http/url';
import { clientOf } from '../../standards/client';
import { locationUrl } from '../../standards/http-redirect-fetch';
import { refusesIntegrity } from '../../standards/subresource-integrity';
import { determineReferrer } from '../../standards/referrer';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { askingOf } from './asking';
import { lastAnswer, lastWay } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { comparesNoBody } from './integrity';
import {
  leavesHttps,
  comparesSchemesForReferrer,
  isDowngradedScheme,
  policyOf,
  wentOverHttp,
} from './referrer-downgrade';
import { isMedia } from '../../standards/media-destination';

const engine = 'firefox';
const seenIn = ['153.7.0'];

/** Policies that tell other sites more than the default does. */
const relaxing = /^(no-referrer-when-downgrade|origin-when-cross-origin|unsafe-url)$/;

/** Whether some request of an exchange leaves the site of its page, scheme aside. */
function leavesSite({ page }: ExchangeCase, { wire }: Prediction): boolean {
  const home = parseUrl(page.origin);
  return home !== null && wire.some(({ url }) => !isSchemelesslySameSite(home, url));
}

/** The Referer of another site: no more than the origin. */
function trimmed(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const referrer = predicted.refererHeader === null ? null : parseUrl(predicted.refererHeader);
  if (!referrer || !relaxing.test(policyOf(each)) || !leavesSite(each, predicted)) return null;
  const refererHeader = wentOverHttp(each, predicted) ? null : `${referrer.origin}/`;
  return refererHeader === predicted.refererHeader ? null : { ...predicted, refererHeader };
}

/** Whether the document that loads has the URL of its page: a `srcdoc` takes that of what holds it. */
const hasUrlOfPage = ({ page }: ExchangeCase): boolean =>
  (page.documents ?? []).every((kind) => kind === 'srcdoc');

/** What Firefox does of its own in what goes with a request. */
export const firefoxRequestQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-spells-streams',
    engine,
    title: 'A ReadableStream as a body is sent as the text "[object ReadableStream]"',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#bodyinit',
    example: asksCdn(
      'http://app.test',
      { method: 'POST', body: 'ReadableStream', duplex: 'half' },
      answered('actual', 200),
    ),
    seenAs: (each) =>
      each.request.body === 'ReadableStream'
        ? { ...each, request: { ...each.request, body: 'string' } }
        : each,
  },
  comparesNoBody({ engine, seenIn }),
  {
    id: 'firefox-elements-tell-the-url-of-a-sandbox',
    engine,
    title: 'A media element in a sandbox sends the origin of its page as Referer',
    seenIn,
    source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
    example: {
      ...asksCdn(
        'http://app.test',
        { destination: 'audio', crossorigin: 'anonymous' },
        answered('actual', 200, ['Content-Type', 'audio/wav']),
      ),
      page: { origin: 'http://app.test', sandbox: true },
    },
    instead(each, predicted) {
      const client = clientOf(each.page);
      const isElement = isMedia(each.request.destination) && client.origin === 'null';
      if (!isElement || !client.url || !hasUrlOfPage(each) || predicted.wire.length === 0) return null;
      const home = lastWay(predicted).reduce<Url | null>(
        (source, { url }) =>
          determineReferrer(source, policyOf(each), url, { isDowngrade: isDowngradedScheme }),
        client.url,
      );
      const refererHeader = home && `${home.origin}/`;
      return refererHeader === predicted.refererHeader ? null : { ...predicted, refererHeader };
    },
  },
  comparesSchemesForReferrer({ engine, seenIn }),
  {
    id: 'firefox-hides-origin-from-http',
    engine,
    title:
      'With the referrer policy unsafe-url or origin-when-cross-origin, too, a page over https hides its Origin from other sites over http where the request is not CORS',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'http://cdn.localhost', mode: 'no-cors', method: 'POST', referrerPolicy: 'unsafe-url' },
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const isRelaxed = /^(unsafe-url|origin-when-cross-origin)$/.test(policyOf(each));
      const isShown = predicted.originHeader !== null && predicted.originHeader !== 'null';
      return askingOf(each).mode === 'no-cors' &&
        isRelaxed &&
        isShown &&
        leavesHttps(each, predicted) &&
        leavesSite(each, predicted)
        ? { ...predicted, originHeader: 'null', refererHeader: null }
        : null;
    },
  },
  {
    id: 'firefox-shows-redirects-without-integrity',
    engine,
    title: 'With redirect: "manual" integrity metadata are compared with the body of the redirect',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksCdn(
      'http://app.test',
      { redirect: 'manual', integrity: 'sha256-{body}' },
      answered('redirect-1', 302, ['Location', '/other']),
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const { redirect, mode, integrity, method } = each.request;
      const answer = lastAnswer(each, predicted);
      const isShown = predicted.reason === 'integrity' && redirect === 'manual' && mode !== 'no-cors';
      const isRight =
        answer &&
        !refusesIntegrity(integrity ?? '', answer, { method, isOpaque: false, comparesNoBody: true });
      return isShown && isRight ? { ...predicted, outcome: 'opaque', reason: 'redirect-invalid' } : null;
    },
  },
  {
    id: 'firefox-keeps-alive-to-about-blank',
    engine,
    title: 'fetch() with keepalive and without CORS follows a redirect to about:blank',
    seenIn: ['153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      'http://app.test',
      { mode: 'no-cors', keepalive: true },
      answered('redirect-1', 302, ['Location', 'about:blank']),
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const { keepalive, mode, api } = each.request;
      const [answer, last] = [lastAnswer(each, predicted), predicted.wire.at(-1)];
      const isKeptAlive = keepalive === true && api !== 'xhr' && mode === 'no-cors';
      if (!isKeptAlive || predicted.reason !== 'redirect-invalid' || !answer || !last) return null;
      return locationUrl(answer, last.url)?.href === 'about:blank'
        ? { ...predicted, outcome: 'opaque', reason: 'no-cors-mode' }
        : null;
    },
  },
  {
    id: 'firefox-tells-other-sites-the-origin-alone',
    engine,
    title:
      'The referrer policies no-referrer-when-downgrade and unsafe-url are as the default for other sites',
    seenIn,
    source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
    example: {
      ...asksCdn('http://app.test', {}, answered('actual', 200)),
      page: { origin: 'http://app.test', path: '/player', referrerPolicy: 'unsafe-url' },
    },
    instead: trimmed,
  },
];
