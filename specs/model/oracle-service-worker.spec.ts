import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { predictAfter } from '../../model/standards/predict-after';
import { predict } from '../../model/standards/predict';
import type { WorkerScript } from '../../model/standards/worker-script';
import { answer, credentials, exchange, expectRows, ok, own, page, star, type Row } from './expect-cases';

const audio = { destination: 'audio' } as const;
const anonymous = { destination: 'audio', crossorigin: 'anonymous' } as const;
const under = (serviceWorker: WorkerScript) => ({ page: { serviceWorker } });
const readable = { outcome: 'readable', reason: null } as const;
const opaque = { outcome: 'opaque', reason: 'no-crossorigin' } as const;
const blocked = (reason: ExchangeCase['id']) => ({ outcome: 'blocked', reason }) as Row[2];
const bearer: WorkerScript['headers'] = [['Authorization', 'Bearer x']];
const lets = answer('preflight', 204, star, ['Access-Control-Allow-Headers', 'authorization']);
const moved = answer('redirect-1', 302, star, ['Location', 'https://mirror.example/song']);

test('the type of the response of a worker decides, whoever asked for it', () => {
  expectRows([
    ['passed on, of an element', { ...under({}), request: audio }, opaque],
    ['passed on, of an element with CORS', { ...under({}), request: anonymous }, readable],
    [
      'fetched anew with CORS',
      { ...under({ fetches: 'url' }), request: audio },
      { ...readable, originHeader: page },
    ],
    [
      'fetched anew with CORS, which is refused',
      { ...under({ fetches: 'url' }), request: audio, responses: [ok()] },
      blocked('allow-origin-missing'),
    ],
    [
      'fetched anew without CORS',
      { ...under({ fetches: 'url', mode: 'no-cors' }), request: anonymous },
      { ...blocked('worker-opaque'), originHeader: null },
    ],
    ['for fetch()', under({ fetches: 'url', mode: 'no-cors' }), blocked('worker-opaque')],
    ['for fetch() without CORS', { ...under({ fetches: 'url' }), request: { mode: 'no-cors' } }, readable],
    [
      'of the page itself, which a redirect left',
      {
        ...under({ fetches: 'url' }),
        request: { mode: 'same-origin', url_origin: page },
        responses: [moved, ok(star)],
      },
      blocked('mode-same-origin'),
    ],
    [
      'led on, for who follows no redirect',
      { ...under({ fetches: 'url' }), request: { redirect: 'error' }, responses: [moved, ok(star)] },
      blocked('redirect-invalid'),
    ],
    [
      'not led on, for who follows no redirect',
      { ...under({}), request: { redirect: 'manual' }, responses: [moved, ok(star)] },
      { outcome: 'opaque', reason: 'redirect-invalid' },
    ],
  ]);
});

test('a header that a worker adds takes CORS and a preflight: without CORS it is dropped', () => {
  const auth: WorkerScript = { mode: 'cors', headers: bearer, ranges: true };
  const given = { request: audio, responses: [lets, ok(star)] };
  expectRows([
    [
      'of who may',
      { ...under({ ...auth, credentials: 'omit' }), ...given },
      { ...readable, preflight: true },
    ],
    [
      'with the credentials of the element',
      { ...under(auth), ...given },
      { ...blocked('wildcard-with-credentials'), preflight: true },
    ],
    [
      'that the preflight does not name',
      { ...under({ ...auth, fetches: 'url' }), request: audio },
      { ...blocked('preflight-header-not-allowed'), preflight: true },
    ],
    ['without CORS', { ...under({ headers: bearer }), ...given }, { ...opaque, preflight: false }],
  ]);
  const [sent] = predict(exchange({ ...under({ headers: bearer, ranges: true }), ...given })).wire;
  expect(sent!.headers).toEqual([]);
  const ranged = predict(exchange({ ...under({ ...auth, fetches: 'url' }), ...given })).wire.at(-1)!;
  expect(ranged.headers).toEqual([
    ['authorization', 'Bearer x'],
    ['range', 'bytes=0-'],
  ]);
});

test('a redirect status that leads nowhere is taken by the redirect mode of the page', () => {
  const at = (redirect: 'follow' | 'manual' | 'error'): Row => [
    redirect,
    {
      ...under({ fetches: 'url' }),
      request: { redirect },
      responses: [answer('redirect-1', 301, star), ok(star)],
    },
    {
      follow: readable,
      manual: { outcome: 'opaque' } as const,
      error: blocked('redirect-invalid'),
    }[redirect],
  ];
  expectRows([at('follow'), at('manual'), at('error')]);
});

test("what a worker asks has no destination, its own referrer, and none of its page's policies", () => {
  const policed = (serviceWorker: WorkerScript, csp: string, coep?: string) => ({
    page: { serviceWorker, csp, coep },
    request: audio,
  });
  const led = [moved, ok(star)];
  expectRows([
    [
      'passed on',
      { page: { serviceWorker: {}, path: '/player' }, request: { ...audio, url_origin: page } },
      { refererHeader: `${page}/player`, secFetch: { site: 'same-origin', mode: 'no-cors', dest: 'empty' } },
    ],
    [
      'anew',
      { ...under({ fetches: 'url' }), request: { ...audio, url_origin: page } },
      { refererHeader: `${page}/worker.js` },
    ],
    [
      'under a policy of the page, which hides nothing of what the worker asks',
      { page: { serviceWorker: { fetches: 'url' }, referrerPolicy: 'no-referrer' } },
      { refererHeader: `${page}/` },
    ],
    ['what the page may not', policed({}, "media-src 'self'"), { ...blocked('csp'), wire: [] } as Row[2]],
    ['what the page may', policed({ fetches: 'url' }, "media-src cdn.example; connect-src 'none'"), readable],
    [
      'led to where the page may not',
      { ...policed({ fetches: 'url' }, 'media-src cdn.example'), responses: led },
      { ...blocked('csp'), refererHeader: `${page}/` },
    ],
    [
      'with CORS, for a page that requires CORP',
      policed({ fetches: 'url' }, '', 'require-corp'),
      blocked('corp'),
    ],
    [
      'for an element with CORS of such a page',
      { ...policed({ fetches: 'url' }, '', 'require-corp'), request: anonymous },
      readable,
    ],
  ]);
});

test('headers are shown by the credentials of the request of the worker', () => {
  const exposed = ok(own, credentials, ['Access-Control-Expose-Headers', '*'], ['X-Song', '1']);
  const shown = (given: WorkerScript, mode: ExchangeCase['request']['credentials']) =>
    predict(exchange({ ...under(given), request: { credentials: mode }, responses: [exposed] }))
      .visibleHeaders;
  expect(shown({}, 'include')).toEqual([]);
  expect(shown({ fetches: 'url' }, 'include')).toContain('x-song');
  expect(shown({ fetches: 'url', credentials: 'include' }, 'omit')).toEqual([]);
});

/** What comes of a song twice, and how many requests a server saw of each. */
function twice(serviceWorker: WorkerScript, first: ExchangeCase['responses']): string[] {
  const given = exchange({ ...under(serviceWorker), request: audio, responses: first });
  const missing = [answer('actual', 404)];
  const loads = loadsOf({ ...given, then: [{ request: given.request, responses: missing }] });
  return loads.map((load, i) => {
    const { outcome, reason, wire } = predictAfter(load, { before: loads.slice(0, i) });
    return `${outcome} ${reason} ${wire.length}`;
  });
}

test('a worker that keeps what it got asks once, and cannot keep parts of files or what breaks off', () => {
  const song = [ok(star, ['Cache-Control', 'no-store'])];
  const part = [answer('actual', 206, star, ['Content-Range', 'bytes 0-32043/32044'])];
  const broken = [{ ...ok(star, ['Content-Length', '32044']), body: 'truncated' as const }];
  const forAll = [ok(star, ['Vary', '*'])];
  const cors: WorkerScript = { fetches: 'url', cache: true };
  const noCors: WorkerScript = { ...cors, mode: 'no-cors' };
  const gone = 'blocked allow-origin-missing 1';
  expect(twice(cors, song)).toEqual(['readable null 1', 'readable null 0']);
  expect(twice(noCors, song)).toEqual(['opaque no-crossorigin 1', 'opaque no-crossorigin 0']);
  expect(twice({ fetches: 'url' }, song)).toEqual(['readable null 1', gone]);
  for (const refused of [part, broken, forAll]) expect(twice(cors, refused)[0]).toBe('blocked network 1');
  expect(twice(noCors, broken)[0]).toBe('blocked network 1');
  // Neither status nor headers of an opaque response can be seen.
  for (const taken of [part, forAll]) expect(twice(noCors, taken)[0]).toBe('opaque no-crossorigin 1');
});

test('a worker that drops the range gives the first part again, and the element does not play', () => {
  const first = answer('actual', 206, star, ['Content-Range', 'bytes 0-16043/32044']);
  const rows: readonly (readonly [WorkerScript, Row[2]])[] = [
    [{}, readable],
    [{ fetches: 'url', ranges: true }, readable],
    [{ fetches: 'url' }, blocked('http-status')],
    [{ headers: [] }, blocked('http-status')],
    [{ fetches: 'url', mode: 'no-cors', ranges: true }, blocked('worker-opaque')],
  ];
  expectRows(
    rows.map(([worker, expected]): Row => [
      JSON.stringify(worker),
      { ...under(worker), request: anonymous, responses: [first] },
      expected,
    ]),
  );
});

test('Firefox plays an element without crossorigin past the worker to another origin', () => {
  const each = exchange({ ...under({ fetches: 'url' }), request: audio });
  expect(predictAs('chromium', each)).toMatchObject(readable);
  expect(predictAs('firefox', each)).toMatchObject({ ...opaque, originHeader: null });
  const home = exchange({ ...under({ fetches: 'url' }), request: { ...audio, url_origin: page } });
  expect(predictAs('firefox', home)).toMatchObject({ ...readable, refererHeader: `${page}/worker.js` });
});
