import type { EngineName } from '../../model/evidence/engine';
import { userActivations } from '../../model/standards/user-activation';
import fc from 'fast-check';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { whyNotControlled } from '../../runner/exchange/service-worker-field';
import { documents, isPlayable, isolationPolicy, pagePath, pageReferrerPolicy } from './arbitrary-documents';
import { isTrustworthy, parseUrl } from '../../model/http/url';
import { serviceWorker } from './arbitrary-worker';
import { pageOrigins } from './arbitrary-origins';

type PageOfCase = ExchangeCase['page'];

const source = fc.constantFrom(
  "'self'",
  "'none'",
  '*',
  'https:',
  'http:',
  'HTTPS:',
  'ws:',
  'data:',
  'cdn.test',
  'CDN.test',
  'https://cdn.test',
  'http://cdn.test',
  'http://cdn.test:3000',
  'http://cdn.test:80',
  'cdn.test:*',
  'cdn.test:443',
  'cdn.test:8443',
  '*.test',
  '*.app.test',
  'http://*.test',
  'https://*:8443',
  'http://*',
  '*:*',
  'https://cdn.test/a',
  'http://cdn.test/a/',
  'cdn.test/a/b',
  'cdn.test/%61',
  'mirror.test',
  'mirror.test:9000',
  'mirror.test/other',
  'http://cdn.localhost',
  'cdn.localhost:*',
  '*.localhost',
  'app.test',
  'app.test:*',
  "'unsafe-inline'",
  'cdn.test?a',
  'nonsense!',
);
const directive = fc.constantFrom(
  'connect-src',
  'media-src',
  'default-src',
  'Connect-Src',
  'MEDIA-SRC',
  'img-src',
);
const sources = fc.array(source, { minLength: 0, maxLength: 4 });
const loadDirective = fc.tuple(directive, sources).map(([name, list]) => [name, ...list].join(' '));
const oneDirective = fc.oneof(
  { weight: 12, arbitrary: loadDirective },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'upgrade-insecure-requests',
      'sandbox',
      'sandbox allow-same-origin',
      'sandbox Allow-Same-Origin',
      "script-src 'none'",
      'block-all-mixed-content',
    ),
  },
);
const policy = fc.array(oneDirective, { minLength: 1, maxLength: 3 }).map((list) => list.join('; '));
const csp = fc.array(policy, { minLength: 1, maxLength: 2 }).map((list) => list.join(', '));
const coep = fc.constantFrom(
  'require-corp',
  'credentialless',
  'unsafe-none',
  ' require-corp',
  'Require-Corp',
  'require-corp; report-to="a"',
  'require-corp;',
  'require-corp, require-corp',
  '"require-corp"',
  'credentialless; a=1; b',
);
const sandbox = fc.constantFrom(
  true,
  '',
  'allow-scripts',
  'allow-scripts allow-same-origin',
  'ALLOW-SAME-ORIGIN',
);

const origin = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...pageOrigins) },
  { weight: 1, arbitrary: fc.constant('null') },
);

/** Of secure contexts alone. */
const secureOrigin = fc.constantFrom(...pageOrigins.filter((each) => isTrustworthy(parseUrl(each)!)));

/** Where a page without an origin stands is not said, so neither is which scheme a source without one stands for. */
const isSaid = ({ origin: from, csp: header, cspMeta: metas }: PageOfCase): boolean =>
  from !== 'null' ||
  ![header, ...(metas ?? [])].some((policies) => /[\s](cdn|mirror|app|\*\.|'self')/i.test(policies ?? ''));

const cspMeta = fc.array(policy, { minLength: 1, maxLength: 2 });

/** A page that makes a document for its loads, which has its policies. */
const withDocuments: fc.Arbitrary<PageOfCase> = fc.oneof(
  fc.record({ origin, documents }),
  fc.record({ origin, documents, csp }),
  fc.record({ origin, documents, cspMeta }),
  fc.record({ origin, documents, coep }),
  fc.record({ origin, documents, sandbox }),
  fc.record({ origin, documents, referrerPolicy: pageReferrerPolicy }),
);

/** A page that a service worker can control. */
const controlled: fc.Arbitrary<PageOfCase> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ origin: secureOrigin, serviceWorker }) },
  { weight: 1, arbitrary: fc.record({ origin: secureOrigin, serviceWorker, csp }) },
  { weight: 1, arbitrary: fc.record({ origin: secureOrigin, serviceWorker, coep }) },
  {
    weight: 1,
    arbitrary: fc.record({
      origin: secureOrigin,
      serviceWorker,
      path: pagePath,
      referrerPolicy: pageReferrerPolicy,
    }),
  },
);

/** A page where a person has clicked, or has not: that takes a window of its own. */
const clicked: fc.Arbitrary<PageOfCase> = fc.record(
  {
    origin: fc.constantFrom(...pageOrigins),
    userActivation: fc.constantFrom('parent' as const, ...userActivations),
    allow: fc.constantFrom(
      'autoplay',
      'autoplay *',
      "fullscreen; autoplay 'src'",
      "autoplay 'none'",
      'autoplay http://other.test',
      'AUTOPLAY',
    ),
    permissionsPolicy: fc.constantFrom('autoplay=()', 'autoplay=*', 'autoplay=(self)', 'fullscreen=()'),
  },
  { requiredKeys: ['origin', 'userActivation'] },
);

/** A page with at most two policies of its own, or documents of its making. */
const page: fc.Arbitrary<PageOfCase> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ origin }) },
  { weight: 6, arbitrary: fc.record({ origin, csp }) },
  { weight: 4, arbitrary: fc.record({ origin, coep }) },
  { weight: 2, arbitrary: fc.record({ origin, sandbox }) },
  { weight: 1, arbitrary: fc.record({ origin, csp, coep, sandbox }) },
  { weight: 2, arbitrary: fc.record({ origin, cspMeta, cspReportOnly: csp }) },
  { weight: 2, arbitrary: fc.record({ origin, path: pagePath, referrerPolicy: pageReferrerPolicy }) },
  { weight: 1, arbitrary: fc.record({ origin, documentIsolationPolicy: isolationPolicy }) },
  { weight: 5, arbitrary: withDocuments },
  { weight: 4, arbitrary: controlled },
  { weight: 2, arbitrary: clicked },
);

/**
 * As many pages as are opened for one batch, the simplest first: a case shrinks towards it.
 * @param engine which is to be asked: in Chromium alone sound begins as it ships
 */
export const pagesOf = (seed: number, count: number, engine: EngineName = 'chromium'): PageOfCase[] => [
  ...pageOrigins.map((each) => ({ origin: each })),
  ...fc
    .sample(
      page.filter(
        (each) =>
          isSaid(each) &&
          isPlayable(each) &&
          whyNotControlled(each) === undefined &&
          (engine === 'chromium' || each.userActivation == null),
      ),
      { seed, numRuns: count },
    )
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length),
];
