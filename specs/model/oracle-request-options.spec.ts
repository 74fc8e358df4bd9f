import { expect, test } from '@playwright/test';
import { predict } from '../../model/standards/predict';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, expectRows, ok, page, star, type Row } from './expect-cases';

type Asked = Partial<ExchangeCase['request']>;
const post = { method: 'POST' };
const typed = answer('preflight', 200, star, ['Access-Control-Allow-Headers', 'content-type']);
const readable = { outcome: 'readable', preflight: false } as const;
const preflighted = { outcome: 'readable', preflight: true } as const;
const refused = { outcome: 'blocked', reason: 'integrity' } as const;
const invalid = { outcome: 'blocked', reason: 'request-invalid' } as const;

test('integrity metadata refuse other bytes, and what nobody may compare', () => {
  const row = (integrity: string, expected: Row[2], request: Asked = {}, responses = [ok(star)]): Row => [
    `${integrity} ${JSON.stringify(request)}`,
    { request: { integrity, ...request }, responses },
    expected,
  ];
  expectRows([
    row('sha256-{body}', readable),
    row('sha256-{body}?option', readable),
    row('SHA256-AAAA', readable),
    row('SHA512-AAAA sha256-{body}', readable),
    row('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', refused),
    row('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', readable, {}, [
      { ...ok(star), body: 'empty' },
    ]),
    row('sha256-AAAA', refused),
    row('sha256-AAAA sha256-{body}', readable),
    row('sha256-{body} sha512-AAAA', refused),
    row('sha256-AAAA\tsha512-{body}', readable),
    row('md5-AAAA', readable),
    row('no metadata', readable),
    row('', readable),
    row('sha256-{body}', refused, { mode: 'no-cors' }),
    row('md5-AAAA', refused, { mode: 'no-cors' }),
    row('sha256-{body}', readable, { mode: 'no-cors', url_origin: page }),
    row('sha256-{body}', refused, { method: 'HEAD' }),
    row('sha256-{body}', refused, {}, [answer('actual', 204, star)]),
    row('sha256-{body}', { reason: 'allow-origin-missing' }, {}, [ok()]),
    row('sha256-{body}', refused, { redirect: 'manual' }, [
      answer('actual', 302, star, ['Location', '/other']),
    ]),
  ]);
});

test('integrity metadata are compared with no bytes by engines where an answer has no body', () => {
  const at = (integrity: string, body: 'empty' | null, request: Asked = {}) => {
    const responses = [{ ...ok(star), body }];
    const each = exchange({ request: { integrity, method: 'HEAD', ...request }, responses });
    return [predict(each), predictAs('chromium', each), predictAs('firefox', each)].map(
      ({ outcome }) => outcome,
    );
  };
  const byEngines = ['blocked', 'readable', 'readable'];
  const byNone = ['blocked', 'blocked', 'blocked'];
  expect(at('sha256-{body}', null)).toEqual(byNone);
  expect(at('sha256-{body}', 'empty')).toEqual(byEngines);
  expect(at('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', null)).toEqual(byEngines);
  expect(at(' ', null)).toEqual(byEngines);
  // Of the own origin nothing is opaque.
  expect(at(' ', null, { mode: 'no-cors', url_origin: page })).toEqual(byEngines);
  expect(at(' ', null, { mode: 'no-cors' })).toEqual(byNone);
});

test('the type of a body decides whether a preflight is sent', () => {
  const row = (request: Asked, expected: Row[2]): Row => [
    JSON.stringify(request),
    { request: { ...post, ...request }, responses: [typed, ok(star)] },
    expected,
  ];
  expectRows([
    row({ body: 'string' }, readable),
    row({ body: 'URLSearchParams' }, readable),
    row({ body: 'FormData' }, readable),
    row({ body: 'ArrayBuffer' }, readable),
    row({ body: 'Blob' }, readable),
    row({ body: 'Blob', bodyType: 'Text/Plain' }, readable),
    row({ body: 'Blob', bodyType: 'audio/wav' }, preflighted),
    row({ body: 'Blob', bodyType: 'audio/wav\u00e9' }, readable),
    row({ body: 'Blob', bodyType: 'audio/wav', headers: [['Content-Type', 'text/plain']] }, readable),
    row({ body: 'string', headers: [['content-type', 'application/json']] }, preflighted),
    row({ body: 'Blob', bodyType: 'audio/wav', mode: 'no-cors' }, { outcome: 'opaque', preflight: false }),
    row({ body: 'string', method: 'GET' }, invalid),
    row({ body: 'string', method: 'HEAD' }, invalid),
    row({ body: 'string', method: 'GET', api: 'xhr' }, readable),
    row({ body: 'Blob', bodyType: 'audio/wav', method: 'GET', api: 'xhr' }, readable),
    row({ body: 'Blob', bodyType: 'audio/wav', api: 'xhr' }, preflighted),
  ]);
});

test('a stream needs half duplex, CORS and a preflight, and HTTP/1 carries none', () => {
  const row = (request: Asked, expected: Row[2], responses = [typed, ok(star)]): Row => [
    JSON.stringify(request),
    { request: { ...post, body: 'ReadableStream', ...request }, responses },
    expected,
  ];
  const half = { duplex: 'half' } as const;
  expectRows([
    row({}, invalid),
    row({ ...half, mode: 'no-cors' }, invalid),
    row({ ...half, keepalive: true }, invalid),
    row(half, { outcome: 'blocked', reason: 'network', preflight: true }),
    row(half, { reason: 'preflight-status' }, [answer('preflight', 403, star), ok(star)]),
    row({ ...half, url_origin: page }, { reason: 'network', preflight: false, originHeader: null }),
  ]);
});

test('what listens to an upload makes a preflight; in Chromium only where there is a body', () => {
  const asks = (request: Asked) =>
    exchange({ request: { ...post, api: 'xhr', uploadListener: true, ...request } });
  for (const request of [{ body: 'string' }, {}, { method: 'GET' }, { method: 'HEAD' }] as const)
    expect.soft(predict(asks(request)).preflight, JSON.stringify(request)).toBe(true);
  expect(predict(asks({ uploadListener: false })).preflight).toBe(false);
  expect(predict(asks({ api: 'fetch' })).preflight).toBe(false);
  expect(predict(asks({ url_origin: page })).preflight).toBe(false);
  expect(predictAs('chromium', asks({})).preflight).toBe(false);
  expect(predictAs('chromium', asks({ body: 'string' })).preflight).toBe(true);
  expect(predictAs('firefox', asks({})).preflight).toBe(true);
});

test('an XMLHttpRequest combines the values of a header before they are measured', () => {
  const long: [string, string] = ['Accept', 'x'.repeat(70)];
  const request = { headers: [long, long], api: 'xhr' } as const;
  expect(predict(exchange({ request })).preflight).toBe(true);
  expect(predict(exchange({ request: { ...request, api: 'fetch' } })).preflight).toBe(false);
});
