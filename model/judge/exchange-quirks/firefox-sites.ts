import { isSchemelesslySameSite, isTrustworthy, parseUrl } from '../../http/url';
import { clientOf } from '../../standards/client';
import { requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import type { SecFetch } from '../../standards/fetch-metadata';
import type { Prediction } from '../../standards/predict';
import { changesOrigin, lastWay, withOrigin } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { isMedia } from '../../standards/media-destination';

const engine = 'firefox';
const seenIn = ['153.8.0'];

/** What Firefox says of a way that is not all of one origin: schemes count where the page, or a redirect, is over plain http. */
function siteOf({ page }: ExchangeCase, predicted: Prediction, standard: SecFetch['site']): SecFetch['site'] {
  const wire = lastWay(predicted);
  const home = parseUrl(clientOf(page).origin);
  // A preflight says nothing of redirects before it.
  const isOfPreflight = wire.at(-1)?.kind === 'preflight';
  const urls = (isOfPreflight ? wire.slice(-1) : wire.filter(({ kind }) => kind === 'request')).map(
    ({ url }) => url,
  );
  const isSameSite =
    home !== null &&
    isTrustworthy(home) &&
    urls.every((url) => isSchemelesslySameSite(home, url)) &&
    urls.slice(0, -1).every(({ scheme }) => scheme === 'https');
  if (!isSameSite) return 'cross-site';
  // Where no scheme differs, redirects that were kept, and not sent, may have left the site.
  return urls.some(({ scheme }) => scheme !== home.scheme) ? 'same-site' : standard;
}

/**
 * Whether a document that has lost its origin asks the site of the page that holds it, and with credentials: then it matters
 * that this page is on top of the window.
 */
export function asksSiteOnTop({ page, request }: ExchangeCase): boolean {
  const home = parseUrl(page.origin);
  const url = parseUrl(requestUrl(request));
  const isHeld =
    clientOf(page).origin === 'null' &&
    clientOf({ ...page, documents: null, sandbox: null }).origin !== 'null';
  const mayHaveCookies = isMedia(request.destination)
    ? request.crossorigin == null
    : request.mode === 'no-cors' && request.credentials === 'include';
  return isHeld && mayHaveCookies && home !== null && url !== null && isSchemelesslySameSite(home, url);
}

/** What Firefox makes of the sites of a page and of those that it asks. */
export const firefoxSiteQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-site-without-scheme',
    engine,
    title:
      'Sec-Fetch-Site is same-site where the scheme alone differs, but for a page over http that is not on this machine; a redirect over http makes it cross-site',
    seenIn,
    source: 'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
    example: asksCdn(
      'http://app.localhost',
      { url_origin: 'https://app.localhost' },
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const { secFetch } = predicted;
      if (!secFetch || secFetch.site === 'same-origin') return null;
      return { ...predicted, secFetch: { ...secFetch, site: siteOf(each, predicted, secFetch.site) } };
    },
  },
  {
    id: 'firefox-shows-no-origin-to-the-site-on-top',
    engine,
    title:
      'A document without an origin sends Origin: null with GET and HEAD, too, to the site of the page that holds it, where cookies may go with it',
    seenIn,
    source: 'https://privacycg.github.io/storage-access-headers/',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://app.test', mode: 'no-cors', credentials: 'include' },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: 'https://app.test', sandbox: true },
    },
    instead(each, predicted) {
      const last = predicted.wire.at(-1);
      const isInactive = last !== undefined && isTrustworthy(last.url) && !changesOrigin(predicted);
      return isInactive && predicted.originHeader === null && asksSiteOnTop(each)
        ? withOrigin('null', predicted)
        : null;
    },
  },
];
