import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { predict } from '../../model/standards/predict';
import { referrerPolicies } from '../../model/standards/referrer-policy';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, ok, page, star } from './expect-cases';

const full = `${page}/player`;
const origin = `${page}/`;
const at = (given: Partial<ExchangeCase['page']>, request: Partial<ExchangeCase['request']> = {}) =>
  exchange({ page: { path: '/player#top', ...given }, request });

/** The Referer for another origin, the own one, and http, under each policy. */
const sent: Readonly<Record<(typeof referrerPolicies)[number], readonly (string | null)[]>> = {
  'no-referrer': [null, null, null],
  'no-referrer-when-downgrade': [full, full, null],
  'same-origin': [null, full, null],
  origin: [origin, origin, origin],
  'strict-origin': [origin, origin, null],
  'origin-when-cross-origin': [origin, full, origin],
  'strict-origin-when-cross-origin': [origin, full, null],
  'unsafe-url': [full, full, full],
};

test('the referrer policy of the request, or of the page, decides the Referer', () => {
  const urls = ['https://cdn.example', page];
  for (const policy of referrerPolicies) {
    const byPage = urls.map((url_origin) => predict(at({ referrerPolicy: policy }, { url_origin })));
    const byRequest = urls.map((url_origin) => predict(at({}, { url_origin, referrerPolicy: policy })));
    for (const came of [byPage, byRequest])
      expect
        .soft(
          came.map(({ refererHeader }) => refererHeader),
          policy,
        )
        .toEqual(sent[policy].slice(0, 2));
  }
  expect(predict(at({}, { referrerPolicy: '' })).refererHeader).toBe(origin);
});

test('to a server that is not trustworthy, a page that is tells what its policy says', () => {
  for (const policy of referrerPolicies) {
    const down = at(
      { origin: 'http://app.localhost', referrerPolicy: policy },
      { url_origin: 'http://cdn.example' },
    );
    const wanted = sent[policy][2]?.replace(page, 'http://app.localhost') ?? null;
    expect.soft(predict(down).refererHeader, policy).toBe(wanted);
  }
});

test('what a redirect has cut from the Referer does not come back', () => {
  const led = (location: string, ...policy: [string, string][]) =>
    predict({
      ...at({}, { url_origin: 'https://cdn.example' }),
      responses: [answer('redirect-1', 302, star, ['Location', location], ...policy), ok(star)],
    });
  expect(led(`${page}/song`).refererHeader).toBe(origin);
  expect(led('/b', ['Referrer-Policy', 'unsafe-url']).refererHeader).toBe(origin);
  expect(led('/b', ['Referrer-Policy', 'no-referrer']).refererHeader).toBeNull();
});

test('engines send no Referer over http, trustworthy or not, and none after a redirect there', () => {
  const origin = 'https://app.localhost';
  const led = exchange({
    page: { origin },
    request: { url_origin: 'http://cdn.localhost' },
    responses: [answer('redirect-1', 302, star, ['Location', 'https://cdn.test/b']), ok(star)],
  });
  const direct = { ...led, responses: [ok(star)] };
  for (const each of [led, direct]) {
    expect(predict(each).refererHeader).toBe(`${origin}/`);
    for (const engine of ['chromium', 'firefox'] as const)
      expect.soft(predictAs(engine, each).refererHeader, engine).toBeNull();
  }
  const relaxed = { ...led, page: { origin, referrerPolicy: 'unsafe-url' } };
  expect(predictAs('chromium', relaxed).refererHeader).toBe(`${origin}/`);
});

test('a page without an origin has no Referer, but from an element in Firefox', () => {
  const audio = { destination: 'audio', crossorigin: 'anonymous' } as const;
  const inBox = at({ sandbox: true }, audio);
  expect(predict(inBox).refererHeader).toBeNull();
  expect(predictAs('chromium', inBox).refererHeader).toBeNull();
  expect(predictAs('firefox', inBox).refererHeader).toBe(origin);
  expect(predictAs('firefox', at({ sandbox: true })).refererHeader).toBeNull();
});

test('Firefox tells other sites the origin alone, whatever the policy', () => {
  const asks = (url_origin: string) =>
    predictAs('firefox', at({ referrerPolicy: 'unsafe-url' }, { url_origin })).refererHeader;
  expect(asks('https://cdn.example')).toBe(origin);
  expect(asks('https://media.app.example')).toBe(full);
  expect(asks(page)).toBe(full);
});

test('Sec-Fetch-Site is that of all URLs on the way; nothing is sent to a server that is not trustworthy', () => {
  const sites = (url_origin: string, request: Partial<ExchangeCase['request']> = {}, ...to: string[]) =>
    predict({
      ...at({}, { url_origin, ...request }),
      responses: [
        ...to.map((location, i) => answer(`redirect-${i + 1}`, 302, star, ['Location', location])),
        ok(star),
      ],
    }).secFetch;
  expect(sites(page)).toEqual({ site: 'same-origin', mode: 'cors', dest: 'empty' });
  expect(sites('https://media.app.example')?.site).toBe('same-site');
  expect(sites('https://app.example:8443')?.site).toBe('same-site');
  expect(sites('https://cdn.example', { mode: 'no-cors' })).toEqual({
    site: 'cross-site',
    mode: 'no-cors',
    dest: 'empty',
  });
  expect(sites('https://cdn.example', { destination: 'audio' })?.dest).toBe('audio');
  expect(sites('https://cdn.example', {}, `${page}/b`)?.site).toBe('cross-site');
  expect(sites('https://media.app.example', {}, `${page}/b`)?.site).toBe('same-site');
  const plain = exchange({ page: { origin: 'http://app.test' }, request: { url_origin: 'http://cdn.test' } });
  expect(predict(plain).secFetch).toBeNull();
  const scheme = exchange({
    page: { origin: 'http://app.localhost' },
    request: { url_origin: 'https://app.localhost' },
  });
  expect(predict(scheme).secFetch?.site).toBe('cross-site');
  expect(predictAs('firefox', scheme).secFetch?.site).toBe('same-site');
});

test('Firefox takes a page over http for same-site on this machine alone, and no redirect over http', () => {
  const sites = (origin: string, url_origin: string, ...to: string[]) =>
    predictAs(
      'firefox',
      exchange({
        page: { origin },
        request: { url_origin },
        responses: [
          ...to.map((location, i) => answer(`redirect-${i + 1}`, 302, star, ['Location', location])),
          ok(star),
        ],
      }),
    ).secFetch?.site;
  expect(sites('http://app.test:3000', 'https://cdn.app.test')).toBe('cross-site');
  expect(sites('http://10.1.2.3:3000', 'https://10.1.2.3:8443')).toBe('cross-site');
  expect(sites('http://127.0.0.1:3000', 'https://127.0.0.1:8443')).toBe('same-site');
  expect(sites('https://app.localhost', 'http://app.localhost')).toBe('same-site');
  expect(sites('http://app.localhost', 'http://app.localhost/', '/b')).toBe('same-origin');
  expect(sites('http://app.localhost', 'http://app.localhost:81/', '/b')).toBe('cross-site');
  expect(sites('http://app.localhost', 'https://app.localhost/', '/b')).toBe('same-site');
  expect(sites('https://app.test', 'https://cdn.app.test', 'https://x.app.test/')).toBe('same-site');
  expect(sites('https://app.test', 'https://cdn.test', 'https://x.app.test/')).toBe('cross-site');
});

test('Firefox says of a preflight that is refused what it says of its request, and knows redirects that it kept', () => {
  const refused = (url_origin: string, origin: string) =>
    exchange({
      page: { origin },
      request: { url_origin, method: 'PUT' },
      responses: [answer('preflight', 403)],
    });
  const site = (url: string, origin: string) => predictAs('firefox', refused(url, origin)).secFetch?.site;
  expect(site('https://cdn.test', 'https://app.test')).toBe('cross-site');
  expect(site('https://cdn.app.test', 'http://app.test')).toBe('cross-site');
  expect(site('https://app.localhost', 'http://app.localhost')).toBe('same-site');
  const load = exchange({
    page: { origin: 'https://app.test' },
    request: { url_origin: 'https://cdn.test' },
    responses: [
      answer('redirect-1', 301, star, ['Location', 'https://x.app.test/'], ['Cache-Control', 'max-age=9']),
      ok(star),
    ],
  });
  expect(predictAs('firefox', load, [load]).secFetch?.site).toBe('cross-site');
});

test('a document that has lost its origin says so to the site of its page, in Firefox, where cookies may go with it', () => {
  const app = 'https://app.test';
  const origin = (
    page: Partial<ExchangeCase['page']>,
    request: Partial<ExchangeCase['request']> = {},
    ...to: string[]
  ) =>
    predictAs(
      'firefox',
      exchange({
        page: { origin: app, ...page },
        request: { url_origin: 'https://cdn.app.test', mode: 'no-cors', credentials: 'include', ...request },
        responses: [
          ...to.map((location, i) => answer(`redirect-${i + 1}`, 302, ['Location', location])),
          ok(),
        ],
      }),
    ).originHeader;
  const boxed = { sandbox: true };
  const shown = [
    origin(boxed),
    origin({ documents: ['data'] }),
    origin({ sandbox: 'allow-scripts', documents: ['blob'] }),
    origin({ ...boxed, coep: 'credentialless' }),
    origin(boxed, { destination: 'audio' }),
    origin(boxed, { url_origin: app, method: 'HEAD' }),
    origin(boxed, {}, '/b'),
    origin({ ...boxed, origin: 'http://app.test' }),
  ];
  expect(shown).toEqual(shown.map(() => 'null'));
  const hidden = [
    origin({}),
    origin({ sandbox: 'allow-same-origin' }),
    origin({ csp: 'sandbox allow-scripts' }),
    origin({ origin: 'null' }),
    origin(boxed, { credentials: 'same-origin' }),
    origin(boxed, { url_origin: 'https://cdn.test' }),
    origin(boxed, {}, `${app}/b`),
    origin({ ...boxed, origin: 'http://app.test' }, { url_origin: 'http://cdn.app.test' }),
  ];
  expect(hidden).toEqual(hidden.map(() => null));
});
