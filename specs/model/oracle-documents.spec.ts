import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { madeDocuments } from '../../model/standards/exchange-case';
import { answer, exchange, expectRows, ok, own, page, star, type Row } from './expect-cases';

const readable = { outcome: 'readable', reason: null } as const;
const blocked = (reason: 'corp' | 'csp' | 'allow-origin-mismatch') =>
  ({ outcome: 'blocked', reason }) as const;
const noCors = { mode: 'no-cors' } as const;
const bare = [answer('actual', 200)];

test('a document that a page makes has its policies and its origin, but for data:, whose origin is opaque', () => {
  expectRows(
    madeDocuments.flatMap((kind): Row[] => {
      const documents = [kind];
      const isOpaque = kind === 'data';
      const named = isOpaque ? blocked('allow-origin-mismatch') : readable;
      return [
        [kind, { page: { documents } }, { ...readable, originHeader: isOpaque ? 'null' : page }],
        [`${kind}, of a server that names the page`, { page: { documents }, responses: [ok(own)] }, named],
        [
          `${kind} under the page's policy`,
          { page: { documents, csp: "connect-src 'self'" } },
          blocked('csp'),
        ],
        [
          `${kind} at home under it`,
          { page: { documents, csp: "connect-src 'self'" }, request: { url_origin: page } },
          readable,
        ],
        [
          `${kind} under a policy of a meta`,
          { page: { documents, cspMeta: ["connect-src 'none'"] } },
          blocked('csp'),
        ],
        [
          `${kind} of a page that requires CORP`,
          { page: { documents, coep: 'require-corp' }, request: noCors, responses: bare },
          blocked('corp'),
        ],
      ];
    }),
  );
});

test('a document in one that is opaque is opaque, and only a srcdoc has the referrer of what holds it', () => {
  expectRows([
    [
      'srcdoc in srcdoc',
      { page: { documents: ['srcdoc', 'srcdoc'] } },
      { originHeader: page, refererHeader: `${page}/` },
    ],
    [
      'srcdoc in blob',
      { page: { documents: ['blob', 'srcdoc'] } },
      { originHeader: page, refererHeader: null },
    ],
    [
      'blob in data',
      { page: { documents: ['data', 'blob'] } },
      { originHeader: 'null', refererHeader: null },
    ],
    ['about:blank', { page: { documents: ['about:blank'] } }, { originHeader: page, refererHeader: null }],
    [
      'its referrer policy',
      { page: { documents: ['srcdoc'], referrerPolicy: 'no-referrer' } },
      { refererHeader: null },
    ],
  ]);
});

test('each policy in a meta element counts; a comma there parts none, and a sandbox counts for nothing', () => {
  const none = "connect-src 'none'";
  expectRows([
    ['meta', { page: { cspMeta: [none] } }, blocked('csp')],
    ['the second', { page: { cspMeta: ['connect-src *', none] } }, blocked('csp')],
    ['beside a header', { page: { csp: 'connect-src *', cspMeta: [none] } }, blocked('csp')],
    ['a header beside it', { page: { csp: none, cspMeta: ['connect-src *'] } }, blocked('csp')],
    ['two in a header', { page: { csp: `connect-src *, ${none}` } }, blocked('csp')],
    ['a comma', { page: { cspMeta: [`media-src *, ${none}`] } }, readable],
    [
      'a sandbox',
      { page: { cspMeta: ['sandbox'] }, responses: [ok(own)] },
      { ...readable, originHeader: page },
    ],
    ['reported only', { page: { cspReportOnly: none } }, readable],
  ]);
  const parted = exchange({ page: { cspMeta: [`media-src *, ${none}`] } });
  expect(predictAs('chromium', parted)).toMatchObject(blocked('csp'));
  expect(predictAs('firefox', parted)).toMatchObject(readable);
});

test('a page that isolates its documents asks for CORP as an embedder policy does, in a secure context', () => {
  const row = (given: object, wanted: Row[2]): Row => [
    JSON.stringify(given),
    { page: given, request: noCors, responses: bare },
    wanted,
  ];
  const opaque = { outcome: 'opaque' } as const;
  const documentIsolationPolicy = 'isolate-and-require-corp';
  expectRows([
    row({ documentIsolationPolicy }, blocked('corp')),
    row({ documentIsolationPolicy, documents: ['blob'] }, blocked('corp')),
    row({ documentIsolationPolicy: `${documentIsolationPolicy}; report-to="x"` }, blocked('corp')),
    row({ documentIsolationPolicy, coep: 'credentialless' }, blocked('corp')),
    row({ documentIsolationPolicy: 'isolate-and-credentialless', coep: 'require-corp' }, blocked('corp')),
    row({ documentIsolationPolicy: 'isolate-and-credentialless' }, opaque),
    row({ documentIsolationPolicy: 'none' }, opaque),
    row({ documentIsolationPolicy: 'require-corp' }, opaque),
    row({ documentIsolationPolicy: 'isolate-and-something' }, opaque),
    row({ documentIsolationPolicy, origin: 'http://app.example' }, opaque),
  ]);
  const isolated = exchange({ page: { documentIsolationPolicy }, request: noCors, responses: bare });
  expect(predictAs('chromium', isolated)).toMatchObject(blocked('corp'));
  expect(predictAs('firefox', isolated)).toMatchObject(opaque);
  expect(
    predictAs('firefox', exchange({ page: { coep: 'require-corp' }, responses: [ok(star)] })),
  ).toMatchObject(readable);
});
