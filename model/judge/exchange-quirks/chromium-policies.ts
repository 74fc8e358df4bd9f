import { clientOf } from '../../standards/client';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { standardMixedMediaRules } from '../../standards/mixed-content';
import { hasIpAddress, isLocalhost } from '../../http/url';
import type { SentRequest } from '../../standards/fetch-state';
import { blockedFor, unsentFor } from './came';
import { withPolicies } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { holdsPolicyAgainstUrlBeforeUpgrade, withRedirectsUpgraded } from './policies-on-upgrade';
import { isMedia } from '../../standards/media-destination';
import { currentUrl } from '../../standards/url-list';

const engine = 'chromium';
const seenIn = ['156.0.8078.108'];
const app = 'http://app.test';

/** A source with a port, but for those that are upgraded with their scheme, that is not over https by itself: of the page's scheme, where it names none. */
const upgradedSource = /(?<=[\s;,])(http:\/\/)?[\w.*-]+:(?!0*(?:80|443)(?!\d))\d+(?=[\s;,/]|$)[^\s;,]*/gi;
const upgradedSourceOfHttps = /(?<=[\s;,])http:\/\/[\w.*-]+:(?!0*(?:80|443)(?!\d))\d+(?=[\s;,/]|$)[^\s;,]*/gi;

/** What Chromium does of its own with a page's policies, and with what they upgrade. */
export const chromiumPoliciesQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-parts-policies-of-meta',
    engine,
    title: 'A comma in the policy of a <meta> parts it into two policies, as it does in a header',
    seenIn,
    source:
      'https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, cspMeta: ["media-src *, connect-src 'none'"] },
    },
    seenAs: (each) => ({
      ...each,
      page: { ...each.page, cspMeta: each.page.cspMeta?.flatMap((policy) => policy.split(',')) },
    }),
  },
  {
    id: 'chromium-upgrades-no-source-with-port',
    engine,
    title: 'A source of a policy that is http, with a port, does not match https at that port',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-url-to-source-expression',
    example: {
      ...asksCdn(app, { url_origin: 'https://cdn.test:8443' }, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test:8443' },
    },
    instead(each, predicted) {
      const { origin } = each.page;
      const sources = origin.startsWith('https:') ? upgradedSourceOfHttps : upgradedSource;
      const { policies, url: self } = clientOf(
        withPolicies(each.page, (policy) => policy.replace(sources, '')),
      );
      const destination = isMedia(each.request.destination) ? each.request.destination : '';
      const isRefused = ({ url }: SentRequest, i: number) =>
        url.scheme === 'https' && !isAllowedByPolicies(policies, destination, url, self, Math.min(i, 1));
      const refused = predicted.wire.findIndex(isRefused);
      // Of where a service worker was led, the response alone is looked at.
      if (refused > 0 && each.page.serviceWorker)
        return isRefused(predicted.wire.at(-1)!, 0) ? blockedFor('csp', predicted) : null;
      return refused === -1 ? null : unsentFor('csp', predicted, predicted.wire.slice(0, refused));
    },
  },
  holdsPolicyAgainstUrlBeforeUpgrade({
    engine,
    title: 'A policy must allow the URL as it was before its upgrade, too',
    seenIn,
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src https:; upgrade-insecure-requests' },
    },
  }),
  {
    id: 'chromium-upgrades-redirects-to-trustworthy-http',
    engine,
    title:
      'A policy that upgrades has redirects to http upgraded even where it is trustworthy, as at localhost',
    seenIn,
    source: 'https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request',
    example: {
      ...asksCdn(
        'http://app.localhost',
        { url_origin: 'http://app.localhost' },
        { for: 'redirect-1', status: 302, headers: [['Location', '/moved']] },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: 'http://app.localhost', csp: 'upgrade-insecure-requests' },
    },
    seenAs: withRedirectsUpgraded,
  },
  {
    id: 'chromium-upgrades-redirects-anywhere',
    engine,
    title:
      'Media of a page over https that is redirected to http is asked for over https even where the host is an IP address, or localhost',
    seenIn,
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', destination: 'audio', crossorigin: 'anonymous' },
        answered('redirect-1', 302, ['Location', 'http://203.0.113.5/song']),
        answered('actual', 200, ['Content-Type', 'audio/wav']),
      ),
    },
    fetch: {
      upgradesMedia: (page, urls) =>
        urls.length > 1
          ? page?.scheme === 'https' && currentUrl({ urls }).scheme === 'http'
          : standardMixedMediaRules.upgradesMedia(page, urls),
    },
  },
  {
    id: 'chromium-upgrades-nothing-behind-addresses',
    engine,
    title:
      'Media of a page over https that is asked for at localhost or an IP address, over http or https, is asked for over http where a redirect says so: neither upgraded nor refused',
    seenIn: ['156.0.8078.114'],
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://localhost:8444', destination: 'audio' },
        answered('redirect-1', 302, ['Location', 'http://mirror.test/song']),
        answered('actual', 200, ['Content-Type', 'audio/wav']),
      ),
    },
    fetch: {
      letsMediaThrough: (_, [first, ...redirects]) =>
        redirects.length > 0 && (isLocalhost(first!.host) || hasIpAddress(first!)),
    },
  },
  {
    id: 'chromium-parses-embedder-policy-without-dates',
    engine,
    title:
      'A Cross-Origin-Embedder-Policy or Document-Isolation-Policy with a Date or a Display String in its parameters is none: structured fields of RFC 8941 have neither',
    seenIn,
    source: 'https://www.rfc-editor.org/rfc/rfc9651#section-3.3.7',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test', mode: 'no-cors' },
        { for: 'actual', status: 200, headers: [] },
      ),
      page: { origin: 'https://app.test', coep: 'require-corp; since=@1659578233' },
    },
    seenAs({ page, ...each }) {
      const read = (policy: string | null | undefined): string | null =>
        policy == null || /=(@|%")/.test(policy) ? null : policy;
      const documentIsolationPolicy = read(page.documentIsolationPolicy);
      return { ...each, page: { ...page, coep: read(page.coep), documentIsolationPolicy } };
    },
  },
];
