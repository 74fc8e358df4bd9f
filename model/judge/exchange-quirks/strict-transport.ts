import { answered, asksCdn } from './examples';
import type { NamedAnswer } from '../../standards/exchange-case';
import type { ExchangeQuirk } from './exchange-quirk';

/** A redirect of a CDN that says of itself how it is to be asked. */
const redirects = (name: NamedAnswer['for'], strictTransport: string, location: string) =>
  answered(name, 302, ['Strict-Transport-Security', strictTransport], ['Location', location]);

/** A page over http whose CDN leads to itself over http. */
const isLedToHttp = (...responses: readonly NamedAnswer[]) =>
  asksCdn('http://app.test', { url_origin: 'https://cdn.test' }, ...responses, {
    for: 'actual',
    status: 200,
    headers: [['Access-Control-Allow-Origin', 'http://app.test']],
  });
const isUpgraded = isLedToHttp(redirects('redirect-1', 'max-age=600', 'http://cdn.test/moved'));

/** What Chromium makes of `Strict-Transport-Security`. */
export const chromiumStrictTransport: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-leads-to-https-by-a-redirect',
    engine: 'chromium',
    title:
      'A host known by Strict-Transport-Security is led to https by a redirect: Origin is null then, and what needs a preflight fails',
    seenIn: ['156.0.8078.114'],
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: isUpgraded,
    hsts: { redirects: true },
  },
  {
    id: 'chromium-takes-unknown-directives-twice',
    engine: 'chromium',
    title:
      'A Strict-Transport-Security counts though it names a directive twice, if that is one it does not know',
    seenIn: ['156.0.8078.114'],
    source: 'https://www.rfc-editor.org/rfc/rfc6797#section-6.1',
    example: isLedToHttp(
      redirects('redirect-1', 'max-age=600', '/on'),
      redirects('redirect-2', 'max-age=0; x; x', 'http://cdn.test/moved'),
    ),
    hsts: { takesUnknownTwice: true },
  },
];

/** What Firefox makes of it: seen with a certificate that it trusted, and with the lab's, for which it takes none at all. */
export const firefoxStrictTransport: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-knows-hosts-of-the-own-site-alone',
    engine: 'firefox',
    title: 'Strict-Transport-Security of another site than that of the page on top counts for nothing',
    seenIn: ['153.8.0'],
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: isUpgraded,
    hsts: { knowsOtherSites: false },
  },
];
