import { isSchemelesslySameSite, parseUrl } from '../../http/url';
import { clientOf } from '../../standards/client';
import { defaultReferrerPolicy, referrerPolicyOf } from '../../standards/referrer-policy';
import { refusesIntegrity } from '../../standards/subresource-integrity';
import { determineReferrer } from '../../standards/referrer';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { ignoresUnknownIntegrity } from './integrity';

const engine = 'firefox';
const seenIn = ['153.7.0'];

const policyOf = ({ page, request }: ExchangeCase) =>
  referrerPolicyOf([['Referrer-Policy', request.referrerPolicy ?? '']]) ??
  referrerPolicyOf([['Referrer-Policy', page.referrerPolicy ?? '']]) ??
  defaultReferrerPolicy;

/** Policies that tell other sites more than the default does. */
const relaxes = (each: ExchangeCase): boolean =>
  /^(no-referrer-when-downgrade|unsafe-url)$/.test(policyOf(each));

/** The Referer of another site: no more than the origin. */
function trimmed(each: ExchangeCase, predicted: Prediction): Prediction | null {
  const home = parseUrl(each.page.origin);
  const { refererHeader, wire } = predicted;
  const leaves = home && wire.some(({ url }) => !isSchemelesslySameSite(home, url));
  const referrer = refererHeader === null ? null : parseUrl(refererHeader);
  return leaves && referrer && relaxes(each) && refererHeader !== `${referrer.origin}/`
    ? { ...predicted, refererHeader: `${referrer.origin}/` }
    : null;
}

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
  ignoresUnknownIntegrity({ engine, seenIn }),
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
      const isRight = answer && !refusesIntegrity(integrity ?? '', answer, { method, isOpaque: false });
      return isShown && isRight ? { ...predicted, outcome: 'opaque', reason: 'redirect-invalid' } : null;
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
  {
    id: 'firefox-site-without-scheme',
    engine,
    title: 'Sec-Fetch-Site is same-site where the scheme alone differs',
    seenIn,
    source: 'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
    example: asksCdn(
      'http://app.localhost',
      { url_origin: 'https://app.localhost' },
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const home = parseUrl(clientOf(each.page).origin);
      const { secFetch, wire } = predicted;
      const isSameSite = home && wire.every(({ url }) => isSchemelesslySameSite(home, url));
      return secFetch?.site === 'cross-site' && isSameSite
        ? { ...predicted, secFetch: { ...secFetch, site: 'same-site' } }
        : null;
    },
  },
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
      const last = predicted.wire.at(-1);
      const isElement = each.request.destination === 'audio' && client.origin === 'null';
      if (!isElement || !client.url || !last) return null;
      const home = determineReferrer(client.url, policyOf(each), last.url);
      const refererHeader = home && `${home.origin}/`;
      return refererHeader === predicted.refererHeader ? null : { ...predicted, refererHeader };
    },
  },
];
