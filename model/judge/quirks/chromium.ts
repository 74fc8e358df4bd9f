import type { Quirk } from './quirk';

export const chromiumQuirks: readonly Quirk[] = [
  {
    id: 'chromium-authorization-under-wildcard',
    engine: 'chromium',
    title: 'Access-Control-Allow-Headers: * covers Authorization, with a warning in the console',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    scenarios: [
      '{http,https}/{fetch-authorization,fetch-custom-header-then-fetch-authorization}/{other-host,other-site,third-site,other-port}/{authorization-wildcard,preflight-kept-wildcard}',
      'sandboxed/fetch-authorization/*/{authorization-wildcard,preflight-kept-wildcard}',
    ],
    instead: { outcome: 'readable', reason: null },
  },
  {
    id: 'chromium-media-upgraded-then-redirected-is-tainted',
    engine: 'chromium',
    title:
      'An upgraded media request that is redirected within the own origin is judged by the URL before the upgrade',
    seenIn: ['156.0.8078.108'],
    source: 'https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm',
    scenarios: ['https/audio/other-scheme/redirect-same'],
    instead: { outcome: 'opaque', reason: 'no-crossorigin' },
  },
  {
    id: 'chromium-preload-sends-origin',
    engine: 'chromium',
    title: 'A preload with crossorigin sends an Origin to its own origin',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
    scenarios: ['https/preload-{anonymous,use-credentials}-then-*/same-origin/*'],
    instead: null,
  },
  {
    id: 'chromium-refuses-redirected-parts',
    engine: 'chromium',
    title: 'A redirect of a later part to another origin is not followed without CORS',
    seenIn: ['156.0.8078.108'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    scenarios: ['{http,https}/audio/other-site/{parts-elsewhere,parts-elsewhere-without-cors}'],
    instead: null,
  },
  {
    id: 'chromium-media-source-under-media-src',
    engine: 'chromium',
    title:
      'A MediaSource of the page itself is held to media-src, which must name blob:, though nothing is requested for it',
    seenIn: ['156.0.8078.108'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
    scenarios: [
      '{csp-media-self,csp-cdn,csp-https}/hls/same-origin/{none,wildcard}',
      'csp-cdn/hls/other-site/{none,wildcard}',
    ],
    instead: { outcome: 'blocked', reason: 'csp' },
  },
];
