import type { ExchangeCase } from '../../standards/exchange-case';
import { withPolicies } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { isMedia } from '../../standards/media-destination';

const engine = 'firefox';
const seenIn = ['153.8.0'];
const app = 'http://app.test';
const secureApp = 'https://app.test';

/** What Firefox does of its own in documents that a page makes, and with policies that it does not know. */
export const firefoxDocumentQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-knows-no-document-isolation-policy',
    engine,
    title: 'Document-Isolation-Policy asks for nothing',
    seenIn,
    source: 'https://wicg.github.io/document-isolation-policy/',
    example: {
      ...asksCdn(
        secureApp,
        { url_origin: 'https://cdn.test', mode: 'no-cors' },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: secureApp, documentIsolationPolicy: 'isolate-and-require-corp' },
    },
    seenAs: (each) => ({ ...each, page: { ...each.page, documentIsolationPolicy: null } }),
  },
  {
    id: 'firefox-fetches-with-referrer-of-the-page',
    engine,
    title:
      'fetch() in an about:blank document sends the Referer that its page would send; in a blob: document, the origin',
    seenIn,
    source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
    example: { ...asksCdn(app, {}, answered('actual', 200)), page: { origin: app, documents: ['blob'] } },
    seenAs: withReferrerOfPage,
  },
  {
    id: 'firefox-knows-no-self-in-nested-documents',
    engine,
    title: "'self' in a policy matches nothing in a document that is made in another one",
    seenIn,
    source:
      'https://html.spec.whatwg.org/multipage/browsers.html#determining-navigation-params-policy-container',
    example: {
      ...asksCdn(app, { url_origin: app }, answered('actual', 200)),
      page: { origin: app, csp: "connect-src 'self'", documents: ['srcdoc', 'srcdoc'] },
    },
    seenAs: withoutSelf,
  },
];

/** The same exchange of a `srcdoc`, whose referrer is that of its page, by the default policy; of a blob: document, the URL has no more than an origin. */
function withReferrerOfPage(each: ExchangeCase): ExchangeCase {
  const { documents, path } = each.page;
  const isLikePage = (documents ?? []).every((kind) => kind === 'srcdoc');
  if (isMedia(each.request.destination) || !documents || isLikePage || documents.includes('data'))
    return each;
  const page = { ...each.page, path: documents.includes('blob') ? '/' : path, referrerPolicy: null };
  return { ...each, page: { ...page, documents: documents.map(() => 'srcdoc') } };
}

function withoutSelf(each: ExchangeCase): ExchangeCase {
  const isNested = (each.page.documents ?? []).length > 1;
  return isNested
    ? { ...each, page: withPolicies(each.page, (policy) => policy.replace(/'self'/gi, 'none.invalid')) }
    : each;
}
