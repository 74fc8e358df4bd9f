import { answerOf, type NamedAnswer } from '../../standards/exchange-case';
import { locationUrl } from '../../standards/http-redirect-fetch';
import { getHeader } from '../../http/headers';
import type { Prediction } from '../../standards/predict';
import { blockedFor } from './came';
import { withAnswers, withValues } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const app = 'http://app.test';

/** Whether the last answer of a prediction redirects to what is no URL. */
function leadsToNoUrl(responses: readonly NamedAnswer[], { wire }: Prediction): boolean {
  const requests = wire.filter(({ kind }) => kind === 'request');
  const answer = answerOf(responses, requests.length, false);
  const url = requests.at(-1)?.url;
  return answer !== undefined && url !== undefined && locationUrl(answer, url) === null;
}

/** What Chromium does of its own with redirects. */
export const chromiumRedirectsQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-refuses-user-names-in-redirects',
    engine,
    title: 'A redirect to a URL with a user name is refused in every mode, even to the own origin',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    example: asksCdn(
      app,
      { url_origin: app },
      answered('redirect-1', 302, ['Location', 'http://user@app.test/moved']),
      answered('actual', 200),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers }) => ({
        headers: withValues(headers, 'location', (value) =>
          /^https?:\/\/(?!:?@)[^/?#]*@/i.test(value.trim()) ? 'refused:' : value,
        ),
      })),
  },
  {
    id: 'chromium-follows-no-empty-location',
    engine,
    title: 'A redirect with an empty Location is an answer, and not a redirect to the same URL',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#concept-response-location-url',
    example: asksCdn(
      app,
      { url_origin: app },
      answered('redirect-1', 302, ['Location', '']),
      answered('actual', 200, ['X-Song', '1']),
    ),
    seenAs: (each) =>
      withAnswers(each, ({ headers, status }) => {
        const isEmpty = getHeader(headers, 'location') === '';
        // No redirect has this status.
        return isEmpty && status > 300 && status < 400 ? { status: 300 } : {};
      }),
  },
  {
    id: 'chromium-errs-at-no-redirect-without-location',
    engine,
    title: 'With redirect: "error" an answer with the status of a redirect and no Location is an answer',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksCdn(app, { redirect: 'error' }, answered('actual', 302)),
    seenAs: (each) =>
      each.request.redirect === 'error'
        ? withAnswers(each, ({ headers, status }) =>
            getHeader(headers, 'location') === null && status > 300 && status < 400 ? { status: 300 } : {},
          )
        : each,
  },
  {
    id: 'chromium-parses-locations-it-does-not-follow',
    engine,
    title: 'With redirect: "manual" a redirect whose Location is no URL is a network error',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#http-fetch',
    example: asksCdn(app, { redirect: 'manual' }, answered('actual', 302, ['Location', 'http://['])),
    instead: ({ request, responses }, predicted) =>
      request.redirect === 'manual' && predicted.outcome === 'opaque' && leadsToNoUrl(responses, predicted)
        ? blockedFor('redirect-invalid', predicted)
        : null,
  },
];
