import { expect, test } from '@playwright/test';
import { engineNames } from '../../model/evidence/engine';
import { engineFacts } from '../../model/judge/engines';
import { predictAs } from '../../model/judge/predict-as';
import { predictAfter } from '../../model/standards/predict-after';
import { loadsOf, type ExchangeCase, type NamedAnswer } from '../../model/standards/exchange-case';
import type { HeaderLine } from '../../model/http/headers';
import { answer, exchange, ok, page, star } from './expect-cases';

/** What comes of a load in each engine: outcome, reason and the `Origin` of the last request. */
const inEach = (each: ExchangeCase) =>
  engineNames.map((engine) => {
    const { outcome, reason, originHeader } = predictAs(engine, each);
    return `${outcome} ${reason} ${originHeader}`;
  });

const audio = { destination: 'audio', crossorigin: 'anonymous' } as const;

test('an engine predicts the example of each of its quirks as the quirk has it, and names it', () => {
  for (const engine of engineNames) {
    for (const { id, example } of engineFacts[engine].exchangeQuirks) {
      const loads = loadsOf({ id, ...example });
      const [last, before] = [loads.at(-1)!, loads.slice(0, -1)];
      const { quirks, ...came } = predictAs(engine, last, before);
      expect.soft(came, id).not.toMatchObject({ ...predictAfter(last, { before }) });
      expect.soft(quirks.map((each) => each.id)).toEqual([id]);
    }
  }
});

test('an engine that does what the standards say names no quirk', () => {
  for (const engine of engineNames) expect(predictAs(engine, exchange())).toMatchObject({ quirks: [] });
});

test('a click around a frame counts in Firefox whatever is handed on, and no click nowhere', () => {
  const at = (given: object) => inEach(exchange({ page: given, request: audio }));
  const [readable, silent] = [`readable null ${page}`, `opaque not-allowed-to-play ${page}`];
  expect(at({ userActivation: 'parent' })).toEqual([silent, readable, silent]);
  const off = { userActivation: 'parent', allow: 'autoplay', permissionsPolicy: 'autoplay=()' };
  expect(at(off)).toEqual([silent, readable, silent]);
  expect(at({ userActivation: 'none', allow: 'autoplay' })).toEqual([silent, silent, silent]);
});

test('compressed audio, statuses and ranges are taken by some engines alone', () => {
  const at = (status: number, ...headers: (readonly [string, string])[]) =>
    inEach(exchange({ request: audio, responses: [answer('actual', status, star, ...headers)] }));
  const gzip = ['Content-Encoding', 'gzip'] as const;
  expect(at(200, gzip)).toEqual([
    `blocked decode ${page}`,
    `readable null ${page}`,
    `blocked decode ${page}`,
  ]);
  expect(at(200, ['Content-Encoding', 'identity'])[0]).toBe(`readable null ${page}`);
  for (const status of [201, 202, 226, 299])
    expect.soft(at(status)[1], `${status}`).toBe(`readable null ${page}`);
  for (const status of [204, 205, 300, 404]) expect.soft(at(status)[1], `${status}`).toMatch(/^blocked/);
  expect(at(202)[0]).toBe(`blocked http-status ${page}`);
  expect(at(206)[1]).toBe(`readable null ${page}`);
  const opaque = exchange({ request: { destination: 'audio' }, responses: [answer('actual', 202)] });
  expect(inEach(opaque)[1]).toBe('blocked http-status null');
});

test('a preflight names the origin in Firefox where the request is tainted, and is compared with it', () => {
  const led = (allowed: string) =>
    inEach(
      exchange({
        request: { method: 'PUT' },
        responses: [
          answer('preflight', 200, star, ['Access-Control-Allow-Methods', 'PUT']),
          answer('redirect-1', 307, star, ['Location', 'https://mirror.example/']),
          answer(
            'preflight-2',
            200,
            ['Access-Control-Allow-Origin', allowed],
            ['Access-Control-Allow-Methods', 'PUT'],
          ),
          ok(star),
        ],
      }),
    );
  expect(led(page)).toMatchObject({ 0: 'blocked redirect-null-origin null', 1: 'readable null null' });
  expect(led('null')).toMatchObject({ 0: 'readable null null', 1: `blocked allow-origin-mismatch ${page}` });
});

test('a source of a policy with a port is matched with the very URL, in Chromium', () => {
  const csp = (sources: string, url: string) =>
    predictAs(
      'chromium',
      exchange({
        page: { origin: 'http://app.test', csp: `connect-src ${sources}` },
        request: { url_origin: url },
      }),
    ).outcome;
  expect(csp('cdn.test:8080', 'http://cdn.test:8080')).toBe('readable');
  expect(csp('cdn.test:8080', 'https://cdn.test:8080')).toBe('blocked');
  expect(csp('cdn.test:80', 'https://cdn.test')).toBe('readable');
  expect(csp('cdn.test:443', 'https://cdn.test')).toBe('readable');
});

test('a header that script sets is safelisted as the standard says, or as each engine does', () => {
  const preflights = (name: string, value: string) =>
    engineNames.map(
      (engine) => predictAs(engine, exchange({ request: { headers: [[name, value]] } })).preflight,
    );
  const inChromium = [false, true, true];
  for (const [name, ...values] of [
    ['DPR', '2', '2.5'],
    ['Device-Memory', '8'],
    ['Downlink', '1.5'],
    ['RTT', '50'],
    ['Width', '100'],
    ['Viewport-Width', '100'],
    ['ECT', '4g', 'slow-2g'],
    ['Save-Data', 'on', 'ON'],
    ['Intervention', 'x'],
    ['User-Agent', 'x', 'y'.repeat(200)],
  ] as const)
    for (const value of values) expect.soft(preflights(name, value), `${name}: ${value}`).toEqual(inChromium);
  for (const [name, ...values] of [
    ['DPR', '-1', '.5', '2.', ''],
    ['RTT', '2.5'],
    ['ECT', '5g', '4G'],
    ['Save-Data', 'off', 'on, on'],
    ['Intervention', 'x'.repeat(129)],
  ] as const)
    for (const value of values)
      expect.soft(preflights(name, value), `${name}: ${value}`).not.toContain(false);
  const [most, more] = ['9223372036854775806', '9223372036854775807'];
  expect(preflights('Range', `bytes=0-${most}`).slice(0, 2)).toEqual([false, false]);
  expect(preflights('Range', `bytes=0-${more}`).slice(0, 2)).toEqual([true, false]);
  expect(preflights('Range', 'bytes=18446744073709551616-').slice(0, 2)).toEqual([true, true]);
  // Numbers are compared to their last digit.
  expect(preflights('Range', 'bytes=9007199254740993-9007199254740992').slice(0, 2)).toEqual([true, true]);
});

test('a Content-Range, a coding and a type are taken as each engine reads them', () => {
  const at = (...headers: (readonly [string, string])[]) =>
    inEach(exchange({ request: audio, responses: [answer('actual', 206, star, ...headers)] })).slice(0, 2);
  const whole = ['Content-Range', 'bytes 0-32043/32044'] as const;
  const [readable, refused] = [`readable null ${page}`, `blocked http-status ${page}`];
  for (const value of ['x0-32043/32044', '0-32043x/32044', '0-32043//32044', '0-32043/*x'])
    expect.soft(at(['Content-Range', `bytes ${value}`]), value).toEqual([refused, readable]);
  for (const value of ['0-32043/-32044', '0-0x7d2b/32044', '0-32044/32044', 'x1-32043/32044'])
    expect.soft(at(['Content-Range', `bytes ${value}`]), value).toEqual([refused, refused]);
  for (const value of ['0-32043 /*', '0 - 32043/*'])
    expect.soft(at(['Content-Range', `bytes ${value}`]), value).toEqual([refused, readable]);
  for (const value of ['0-32043/ *', '0-32043/+*'])
    expect.soft(at(['Content-Range', `bytes ${value}`]), value).toEqual([refused, refused]);
  expect(at(['Content-Range', 'bytes 0-44/45'])).toEqual([
    `blocked decode ${page}`,
    `blocked decode ${page}`,
  ]);
  const coded = (coding: string) =>
    inEach(exchange({ responses: [ok(star, ['Content-Encoding', coding])] })).slice(0, 2);
  const [read, broken] = [`readable null ${page}`, `blocked network ${page}`];
  expect(coded('gzip')).toEqual([read, read]);
  for (const coding of ['gzip;q=1', '"gzip"', 'a, gzip=1', 'identity;q=1', '*', 'a b', 'a;'])
    expect.soft(coded(coding), coding).toEqual([broken, read]);
  for (const coding of ['gzip a', 'a\tgzip']) expect.soft(coded(coding), coding).toEqual([broken, broken]);
  for (const coding of ['gzipx', 'a, gzip']) expect.soft(coded(coding), coding).toEqual([read, read]);
  const typed = (status: number, type: string, ...headers: (readonly [string, string])[]) =>
    inEach(
      exchange({
        request: { destination: 'audio', mode: 'no-cors' },
        responses: [answer('actual', status, ['Content-Type', type], whole, ...headers)],
      }),
    ).slice(0, 2);
  const [opaque, orb] = ['opaque no-crossorigin null', 'blocked orb null'];
  const nosniff = ['X-Content-Type-Options', 'nosniff'] as const;
  for (const type of ['text/html', 'application/json', 'text/xml', 'application/rss+xml']) {
    expect.soft(typed(206, type), type).toEqual([opaque, orb]);
    expect.soft(typed(206, type, nosniff), type).toEqual([orb, orb]);
    expect.soft(typed(200, type, nosniff), type).toEqual([orb, orb]);
  }
  expect(typed(206, 'application/dash+xml', nosniff)).toEqual([opaque, opaque]);
});

test('Firefox looks at the bytes of what may be blocked opaquely before script has it', () => {
  const reset = (type: string, ...headers: (readonly [string, string])[]) =>
    inEach(
      exchange({
        request: { mode: 'no-cors' },
        responses: [{ ...ok(['Content-Type', type], ...headers), body: 'reset' }],
      }),
    ).map((came) => came.split(' ')[0]);
  expect(reset('text/html')).toEqual(['opaque', 'blocked', 'opaque']);
  expect(reset('audio/wav')).toEqual(['opaque', 'opaque', 'opaque']);
  expect(reset('text/html', ['X-Content-Type-Options', 'nosniff'])).toEqual(['opaque', 'opaque', 'opaque']);
});

test('Firefox takes a body that breaks off where the status is no success, and else blocks what it cannot know', () => {
  const inFirefox = (
    mode: 'cors' | 'no-cors',
    status: number,
    body: NamedAnswer['body'],
    ...headers: HeaderLine[]
  ) =>
    predictAs(
      'firefox',
      exchange({ request: { mode }, responses: [{ ...answer('actual', status, star, ...headers), body }] }),
    ).outcome;
  const length = (bytes: number): HeaderLine => ['Content-Length', `${bytes}`];
  for (const status of [300, 350, 404, 500, 599])
    expect.soft(inFirefox('cors', status, 'truncated', length(1000)), `${status}`).toBe('readable');
  for (const status of [200, 206, 226, 299])
    expect.soft(inFirefox('cors', status, 'truncated', length(1000)), `${status}`).toBe('blocked');
  expect(inFirefox('cors', 404, 'empty', length(1000))).toBe('readable');
  expect(inFirefox('cors', 404, 'reset', length(1000))).toBe('blocked');
  expect(inFirefox('cors', 200, 'reset', length(0))).toBe('readable');
  // 512 bytes tell what it is.
  expect(inFirefox('no-cors', 200, 'truncated', length(1000))).toBe('blocked');
  expect(inFirefox('no-cors', 200, 'truncated', length(1030))).toBe('opaque');
  expect(inFirefox('no-cors', 200, 'empty', length(4000))).toBe('blocked');
  expect(inFirefox('no-cors', 404, 'truncated', length(1000))).toBe('opaque');
  expect(inFirefox('no-cors', 200, 'truncated', length(4000), ['Content-Type', 'text/html'])).toBe('blocked');
  expect(inFirefox('no-cors', 200, 'truncated', length(4000), ['Content-Type', 'audio/wav'])).toBe('opaque');
  const half = { ...ok(star, length(4000)), status: 206, body: 'truncated' } as const;
  expect(inEach(exchange({ request: audio, responses: [half] }))[1]).toBe(`blocked http-status ${page}`);
});

test('media of the own origin that is upgraded and led home is opaque in Chromium; redirects to localhost tell it the referrer', () => {
  const home = {
    url_origin: page.replace('https:', 'http:'),
    destination: 'audio',
    mode: 'no-cors',
  } as const;
  const led = [answer('redirect-1', 302, ['Location', `${page}/b`]), ok()];
  const outcomes = (each: ExchangeCase) => inEach(each).map((came) => came.split(' ')[0]);
  expect(outcomes(exchange({ request: home, responses: led })).slice(0, 2)).toEqual(['opaque', 'readable']);
  expect(outcomes(exchange({ request: home, responses: [ok()] }))[0]).toBe('readable');
  const referrer = (request: Partial<ExchangeCase['request']>) => {
    const to = answer('redirect-1', 302, star, ['Location', 'http://cdn.localhost/b']);
    return predictAs(
      'chromium',
      exchange({ page: { addressSpace: 'loopback' }, request, responses: [to, ok(star)] }),
    ).refererHeader;
  };
  expect([referrer(audio), referrer({})]).toEqual([`${page}/`, null]);
});

test('what a service worker asks for itself has the default referrer policy, and is no media', () => {
  const under = (serviceWorker: NonNullable<ExchangeCase['page']['serviceWorker']>) =>
    exchange({
      page: { serviceWorker, referrerPolicy: 'unsafe-url', addressSpace: 'loopback' },
      request: { ...audio, url_origin: 'https://cdn.example' },
      responses: [answer('redirect-1', 302, star, ['Location', 'http://cdn.localhost/b']), ok(star)],
    });
  expect(predictAs('chromium', under({})).refererHeader).toBe(`${page}/`);
  expect(predictAs('chromium', under({ fetches: 'url' })).refererHeader).toBe(null);
  // Firefox tells other sites no more than the default does.
  expect(predictAs('firefox', under({})).refererHeader).toBe(null);
});

test('a page at localhost tells its referrer over http, but in a sandbox only elements in Firefox do', () => {
  const told = (sandbox: boolean, request: Partial<ExchangeCase['request']>) => {
    const at = { origin: 'http://app.localhost', sandbox };
    const each = exchange({
      page: at,
      request: { url_origin: 'http://cdn.test', ...request },
      responses: [ok(star)],
    });
    return (['chromium', 'firefox'] as const).map((engine) => predictAs(engine, each).refererHeader);
  };
  const url = 'http://app.localhost/';
  expect(told(false, {})).toEqual([url, url]);
  expect(told(true, {})).toEqual([null, null]);
  expect(told(true, audio)).toEqual([null, url]);
});

test('a server that looks at the Referer answers what engines send of a page at localhost', () => {
  const hotlinked = { ...answer('actual', 403, star), when: { referer: 'http://app.localhost' } };
  const at = (url_origin: string, origin = 'http://app.localhost') => {
    const each = exchange({
      page: { origin, addressSpace: 'loopback' },
      request: { ...audio, url_origin },
      responses: [hotlinked, ok(star)],
    });
    return [predictAfter(each, { before: [] }), predictAs('chromium', each), predictAs('firefox', each)].map(
      ({ outcome }) => outcome,
    );
  };
  expect(at('http://cdn.test')).toEqual(['readable', 'blocked', 'blocked']);
  expect(at('https://cdn.test')).toEqual(['blocked', 'blocked', 'blocked']);
  expect(at('http://cdn.test', 'http://app.test')).toEqual(['readable', 'readable', 'readable']);
});

test('Chromium forgets the redirects before a request whose method one of them changed', () => {
  const siteAfter = (status: number) => {
    const to = answer('redirect-1', status, star, ['Location', `${page}/b`]);
    const allowed = answer('preflight', 204, star, ['Access-Control-Allow-Methods', 'DELETE']);
    const each = exchange({ request: { method: 'DELETE' }, responses: [allowed, to, ok(star)] });
    return (['chromium', 'firefox'] as const).map((engine) => predictAs(engine, each).secFetch?.site);
  };
  expect(siteAfter(303)).toEqual(['same-origin', 'cross-site']);
});
