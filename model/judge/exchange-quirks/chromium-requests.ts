import { requestUrl } from '../../standards/exchange-case';
import { unsentFor } from './came';
import { withAnswers, withValues } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { comparesNoBody } from './integrity';
import { comparesSchemesForReferrer } from './referrer-downgrade';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const app = 'http://app.test';

/** Ports of the standard's list that it connects to. */
const allowedPorts = /:(4190|6679)(?=[/?#]|$)/;
const withAnotherPort = (url: string): string => url.replace(allowedPorts, ':4191');

/** What Chromium does of its own in what goes with a request. */
export const chromiumRequestQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-listens-to-bodies-alone',
    engine,
    title: 'What listens to the upload of an XMLHttpRequest makes no preflight where there is no body',
    seenIn,
    source: 'https://xhr.spec.whatwg.org/#the-send()-method',
    example: asksCdn(
      app,
      { api: 'xhr', credentials: 'same-origin', uploadListener: true },
      answered('actual', 200),
    ),
    seenAs: (each) =>
      each.request.uploadListener && (each.request.body == null || /^(get|head)$/i.test(each.request.method))
        ? { ...each, request: { ...each.request, uploadListener: false } }
        : each,
  },
  {
    id: 'chromium-sends-streams-across-origins',
    engine,
    title: 'A request of mode same-origin with a ReadableStream as its body is one of mode cors',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#dom-request',
    example: asksCdn(
      app,
      { mode: 'same-origin', method: 'POST', body: 'ReadableStream', duplex: 'half' },
      answered('preflight', 403),
    ),
    seenAs: (each) =>
      each.request.mode === 'same-origin' && each.request.body === 'ReadableStream'
        ? { ...each, request: { ...each.request, mode: 'cors' } }
        : each,
  },
  {
    id: 'chromium-connects-to-bad-ports',
    engine,
    title: 'The ports 4190 and 6679 are not refused',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#port-blocking',
    example: asksCdn(app, { url_origin: 'http://cdn.test:6679' }, answered('actual', 200)),
    seenAs: (each) => {
      const { request } = each;
      const elsewhere = withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'location', withAnotherPort),
      }));
      return { ...elsewhere, request: { ...request, url_origin: withAnotherPort(request.url_origin) } };
    },
  },
  {
    id: 'chromium-refuses-dangling-markup',
    engine,
    title:
      'A URL that is written with a line break or a tab in it, and with <, is not asked for: markup may hang out of it',
    seenIn,
    source: 'https://github.com/whatwg/fetch/pull/519',
    example: asksCdn(app, { path: '/a\n<b' }, answered('actual', 200)),
    instead: ({ request }, predicted) =>
      /^[^<]*[\t\n\r][^]*<|<[^]*[\t\n\r]/.test(requestUrl(request).trim())
        ? unsentFor('request-invalid', predicted)
        : null,
  },
  comparesNoBody({ engine, seenIn }),
  comparesSchemesForReferrer({ engine, seenIn }),
];
