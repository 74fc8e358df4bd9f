import { askingOf } from './asking';
import { isMedia } from '../../standards/media-destination';
import { isTrustworthy } from '../../http/url';
import { changesOrigin, originOf, unsentFor, withOrigin } from './came';
import { withAnswers } from './changes';
import { answered, asksCdn, asksOwnByHttp } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const app = 'http://app.test';

/** What Chromium says of its own in `Origin`, and takes for an own origin. */
export const chromiumOriginsQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-hides-origin-of-redirected-posts',
    engine,
    title: 'A no-cors POST that is redirected away from the own origin has Origin: null',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, mode: 'no-cors', method: 'POST' },
      answered('redirect-1', 307, ['Location', 'http://cdn.test/moved']),
      answered('actual', 200),
    ),
    instead: (each, predicted) =>
      askingOf(each).mode !== 'cors' && predicted.originHeader !== null && changesOrigin(predicted)
        ? withOrigin('null', predicted)
        : null,
  },
  {
    id: 'chromium-keeps-origin-from-referrer-policy',
    engine,
    title: 'A referrer policy, of the request or of a redirect, does not hide the Origin of what is not CORS',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      app,
      { url_origin: app, mode: 'same-origin', method: 'DELETE' },
      answered('redirect-1', 307, ['Location', '/moved'], ['Referrer-Policy', 'no-referrer']),
      answered('actual', 200),
    ),
    instead(each, predicted, predict) {
      const isHidden = predicted.originHeader === 'null' && predict(each).originHeader === 'null';
      if (askingOf(each).mode === 'cors' || !isHidden) return null;
      const { page, request } = each;
      const unhidden = {
        ...each,
        page: { ...page, referrerPolicy: null },
        request: { ...request, referrerPolicy: null },
      };
      const { originHeader } = predict(
        withAnswers(unhidden, ({ headers }) => ({
          headers: headers.filter(([name]) => name.toLowerCase() !== 'referrer-policy'),
        })),
      );
      return originHeader === 'null' ? null : withOrigin(originHeader, predicted);
    },
  },
  {
    id: 'chromium-shows-origin-to-trustworthy-http',
    engine,
    title: 'A page over https does not hide its Origin from http that is trustworthy, as at localhost',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'http://cdn.localhost', mode: 'no-cors', method: 'POST' },
      answered('actual', 200),
    ),
    instead(each, predicted) {
      const { wire, originHeader } = predicted;
      const url = wire.at(-1)?.url;
      const isHidden =
        each.page.origin.startsWith('https:') &&
        url?.scheme === 'http' &&
        isTrustworthy(url) &&
        originHeader === 'null' &&
        !changesOrigin(predicted);
      return isHidden ? { ...withOrigin(originOf(each), predicted), refererHeader: null } : null;
    },
  },
  {
    id: 'chromium-judges-same-origin-before-upgrade',
    engine,
    title:
      'A request of mode same-origin is refused by its URL before the upgrade that makes it the own origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksOwnByHttp('same-origin'),
    instead: ({ page, request }, predicted) =>
      request.mode === 'same-origin' &&
      request.url_origin.startsWith('http:') &&
      predicted.wire[0]?.url.origin === page.origin &&
      page.origin.startsWith('https:')
        ? unsentFor('mode-same-origin', predicted)
        : null,
  },
  {
    id: 'chromium-taints-media-upgraded-and-led-on',
    engine,
    title:
      'Media of the own origin that is asked for by http on a page over https, and so upgraded, is opaque once it is redirected, be it home',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'http://app.test', destination: 'audio', mode: 'no-cors' },
        answered('redirect-1', 302, ['Location', 'https://app.test/moved']),
        answered('actual', 200, ['Content-Type', 'audio/wav']),
      ),
    },
    instead: ({ page, request }, predicted) =>
      isMedia(request.destination) &&
      predicted.outcome === 'readable' &&
      request.crossorigin == null &&
      request.url_origin.startsWith('http:') &&
      page.origin.startsWith('https:') &&
      !page.serviceWorker &&
      predicted.wire.length > 1
        ? { ...predicted, outcome: 'opaque', reason: 'no-crossorigin' }
        : null,
  },
];
