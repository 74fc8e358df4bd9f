import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { ignoresUnknownIntegrity } from './integrity';
import { tellsNoHttp } from './referrer-downgrade';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];

/** What Chromium does of its own in what goes with a request. */
export const chromiumRequestQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-listens-to-bodies-alone',
    engine,
    title: 'What listens to the upload of an XMLHttpRequest makes no preflight where there is no body',
    seenIn,
    source: 'https://xhr.spec.whatwg.org/#the-send()-method',
    example: asksCdn(
      'http://app.test',
      { api: 'xhr', credentials: 'same-origin', uploadListener: true },
      answered('actual', 200),
    ),
    seenAs: (each) =>
      each.request.uploadListener && (each.request.body == null || /^(get|head)$/i.test(each.request.method))
        ? { ...each, request: { ...each.request, uploadListener: false } }
        : each,
  },
  ignoresUnknownIntegrity({ engine, seenIn }),
  tellsNoHttp({ engine, seenIn }),
];
