import { getHeader } from '../../http/headers';
import { addressSpaceOf, type AddressSpace } from '../../standards/ip-address-space';
import { isPermittedSpace } from '../../standards/local-network-permission';
import { requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import { clientOf } from '../../standards/client';
import { isMixedContent } from '../../standards/mixed-content';
import { unsentFor } from './came';
import { withPolicies } from './changes';
import { isTrustworthy, parseUrl } from '../../http/url';
import { answered, asksCdn, asksOwnByHttp, playsMixed } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';
import { withOriginsBeforeUpgrade } from './firefox-origins';
import { holdsPolicyAgainstUrlBeforeUpgrade, withUpgradedSourcesForHttp } from './policies-on-upgrade';
import { isMedia } from '../../standards/media-destination';
import { currentUrl } from '../../standards/url-list';

const engine = 'firefox';
const seenIn = ['153.7.0'];
const app = 'http://app.test';

/** Where the servers of an exchange are that are at no public address, as far as it says. */
const spacesOf = ({ request, responses }: ExchangeCase): Exclude<AddressSpace, 'public'>[] =>
  [
    ...responses.map(({ addressSpace }) => addressSpace),
    ...[requestUrl(request), ...responses.map(({ headers }) => getHeader(headers, 'location'))].map(
      (text) => {
        const url = parseUrl(text ?? '');
        return url && addressSpaceOf(url);
      },
    ),
  ].filter((space) => space === 'loopback' || space === 'local');

/** What Firefox does of its own with a page's policies, with mixed content and the local network. */
export const firefoxPoliciesQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-allows-sources-with-query',
    engine,
    title:
      'A source of a policy that has a query or a fragment right after its host is one without it, and not malformed',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#grammardef-host-source',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test?a' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) => policy.replace(/[?#][^\s;,]*/g, '')),
    }),
  },
  {
    id: 'firefox-takes-port-80-for-443',
    engine,
    title: 'A source of a policy with port 80 matches https on its default port, over https by itself or not',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-ports',
    example: {
      ...asksCdn('https://app.test', { url_origin: 'https://cdn.test' }, answered('actual', 200)),
      page: { origin: 'https://app.test', csp: 'connect-src cdn.test:80' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) =>
        policy.replace(/([\w.*-]+):80(?=[/\s;,]|$)([^\s;,]*)/g, '$& https://$1:443$2'),
      ),
    }),
  },
  {
    id: 'firefox-takes-no-port-with-leading-zero',
    engine,
    title: 'A source of a policy whose port begins with 0 matches nothing',
    seenIn,
    source: 'https://w3c.github.io/webappsec-csp/#match-ports',
    example: {
      ...asksCdn(app, {}, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src cdn.test:080' },
    },
    seenAs: (each) => ({
      ...each,
      page: withPolicies(each.page, (policy) =>
        policy.replace(/(?<=[\s;,])[^\s;,]*[\w*\]]:0\d+(?=[/\s;,]|$)[^\s;,]*/g, 'none.invalid'),
      ),
    }),
  },
  {
    id: 'firefox-mixes-no-local-addresses',
    engine,
    title: 'Plain http at an address of the local network is mixed content for fetch() on a page over https',
    seenIn,
    source: 'https://wicg.github.io/local-network-access/#mixed-content',
    example: asksCdn(
      'https://app.test',
      { url_origin: 'http://[2001:db8::5]:8000' },
      answered('actual', 200),
    ),
    instead(each, { wire, ...predicted }) {
      const { url: page } = clientOf(each.page);
      const mixed = wire.findIndex(({ url }) => isMixedContent(page, url));
      return mixed === -1 || isMedia(each.request.destination)
        ? null
        : unsentFor('mixed-content', { ...predicted, wire }, wire.slice(0, mixed));
    },
  },
  {
    id: 'firefox-knows-no-target-address-space',
    engine,
    title: 'The option targetAddressSpace of fetch() is not looked at',
    seenIn: ['153.8.0'],
    source: 'https://wicg.github.io/local-network-access/#fetch-api',
    example: {
      ...asksCdn(
        'https://app.test',
        { url_origin: 'https://cdn.test:8443', targetAddressSpace: 'local' },
        { ...answered('actual', 200), addressSpace: 'public' },
      ),
    },
    seenAs: (each) => ({ ...each, request: { ...each.request, targetAddressSpace: null } }),
  },
  {
    id: 'firefox-permits-pages-over-http',
    engine,
    title:
      'A person may permit a page over http, too, to ask servers on the machine and in the local network',
    seenIn,
    source: 'https://wicg.github.io/local-network-access/#local-network-access-check',
    example: {
      ...asksCdn(
        'http://app.test:3000',
        { url_origin: 'https://cdn.test:8443' },
        { ...answered('actual', 200), addressSpace: 'loopback' },
      ),
      page: { origin: 'http://app.test:3000', addressSpace: 'public', permissions: ['local-network-access'] },
    },
    seenAs(each) {
      const { url, permissions } = clientOf(each.page);
      const isPermitted = spacesOf(each).every((space) => isPermittedSpace(permissions, space));
      return permissions.length > 0 && isPermitted && url?.scheme === 'http'
        ? { ...each, page: { ...each.page, addressSpace: 'loopback' } }
        : each;
    },
  },
  holdsPolicyAgainstUrlBeforeUpgrade(
    {
      engine,
      title: 'A policy that does not upgrade by itself must allow the URL as it was before its upgrade, too',
      seenIn,
      example: playsMixed({ csp: 'media-src https://cdn.test' }, {}),
    },
    withUpgradedSourcesForHttp,
  ),
  {
    id: 'firefox-takes-trustworthy-http-for-upgraded',
    engine,
    title:
      'Sources for https match http that is trustworthy, as at localhost, where the policy upgrades, though nothing is upgraded',
    seenIn,
    source: 'https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request',
    example: {
      ...asksCdn(app, { url_origin: 'http://cdn.localhost' }, answered('actual', 200)),
      page: { origin: app, csp: 'connect-src https:; upgrade-insecure-requests' },
    },
    seenAs: withUpgradedSourcesForHttp,
  },
  {
    id: 'firefox-judges-origins-before-upgrade',
    engine,
    title:
      'Whether what is upgraded is of the own origin, or of the origin that redirects to it, is judged by the URL as it was before',
    seenIn,
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    example: asksOwnByHttp('no-cors'),
    instead: withOriginsBeforeUpgrade,
  },
  {
    id: 'firefox-upgrades-addresses',
    engine,
    title:
      'Media of a page over https is asked for over https instead of http even where the host is an IP address',
    seenIn,
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: playsMixed({}, { url_origin: 'http://203.0.113.5:8000' }),
    fetch: { upgradesMedia: (page, urls) => isMixedContent(page, currentUrl({ urls })) },
  },
  {
    id: 'firefox-upgrades-nothing-at-localhost',
    engine,
    title:
      'A page over https on the machine itself, as at localhost, has its media asked for over http where that is what it names',
    seenIn: ['153.8.0'],
    source: 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
    example: playsMixed({ origin: 'https://localhost:8444' }, { url_origin: 'http://cdn.test' }),
    fetch: { letsMediaThrough: (page) => page !== null && isTrustworthy({ ...page, scheme: 'http' }) },
  },
  {
    id: 'firefox-hands-every-click-on',
    engine,
    title:
      'A click in the page on top lets sound begin in every frame of it, whatever its allow and its Permissions-Policy say',
    // By WebDriver BiDi alone: Playwright has each of its frames count as clicked in.
    seenIn: ['153.8.0'],
    source: 'https://html.spec.whatwg.org/multipage/infrastructure.html#autoplay-feature',
    example: {
      ...asksCdn(app, { destination: 'audio', crossorigin: 'anonymous' }, answered('actual', 200)),
      page: { origin: app, userActivation: 'parent' },
    },
    seenAs: (each) =>
      each.page.userActivation === 'parent'
        ? { ...each, page: { ...each.page, userActivation: 'page' } }
        : each,
  },
];
