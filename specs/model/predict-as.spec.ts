import { expect, test } from '@playwright/test';
import { engineNames } from '../../model/evidence/engine';
import { engineFacts } from '../../model/judge/engines';
import { predictAs } from '../../model/judge/predict-as';
import { predictAfter } from '../../model/standards/predict-after';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, ok, own, page, star } from './expect-cases';

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

test('media at an IP address is upgraded in Firefox, and in Chromium where a redirect leads to it', () => {
  const responses = [ok(own)];
  const direct = exchange({ request: { ...audio, url_origin: 'http://203.0.113.5' }, responses });
  expect(inEach(direct)).toEqual([
    'blocked mixed-content null',
    `readable null ${page}`,
    'blocked mixed-content null',
  ]);
  const to = answer('redirect-1', 302, star, ['Location', 'http://203.0.113.5/']);
  const led = inEach(exchange({ request: audio, responses: [to, ok(star)] }));
  expect(led.slice(0, 2)).toEqual(['readable null null', 'readable null null']);
  const fetched = exchange({ request: { url_origin: 'http://203.0.113.5' }, responses });
  expect(inEach(fetched)[1]).toBe('blocked mixed-content null');
});
