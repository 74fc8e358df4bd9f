import { expect, test } from '@playwright/test';
import { choicesFor, fixExchange } from '../../model/advice/edits/fix-exchange';
import { areLinesSafe } from '../../model/advice/edits/safe-lines';
import { unfixable } from '../../model/advice/edits/search-fix';
import type { NamedAnswer } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { answer, credentials, exchange, ok, own, page, star } from './expect-cases';

const fixOf = (...given: Parameters<typeof exchange>) => fixExchange(exchange(...given));
const element = (crossorigin: 'anonymous' | 'use-credentials' | null) =>
  ({ destination: 'audio', crossorigin, mode: 'cors' }) as const;

test('an answer without CORS headers needs one line, in every answer', () => {
  const { fix } = fixOf({
    responses: [answer('redirect-1', 302, ['Location', 'https://cdn.example/b']), ok()],
  });
  expect(fix).toMatchObject({ edits: [{ where: 'cdn' }], headers: [star], preflightHeaders: [] });
  expect(fix?.load.responses.map(({ headers }) => headers.filter(([name]) => name === star[0]))).toEqual([
    [star],
    [star],
  ]);
});

test('a line that is there twice, or misspelled, is replaced', () => {
  for (const lines of [[star, star], [['Access-Control-Allow-Origin', `${page}/`] as const]]) {
    const { fix } = fixOf({ responses: [ok(...lines)] });
    expect(fix?.load.responses).toEqual([ok(star)]);
  }
});

test('an error that comes with nothing is replaced by the song', () => {
  const responses = [
    answer('actual', 403, ['Content-Length', '0']),
    { ...answer('actual', 404), body: 'empty' as const },
  ];
  for (const response of responses) {
    const { fix } = fixOf({ request: element('anonymous'), responses: [response] });
    expect(fix?.edits).toHaveLength(2);
    expect(predict(fix!.load).outcome).toBe('readable');
  }
});

test('credentials are left out, or allowed to the page by name: whichever is less', () => {
  expect(fixOf({ request: { credentials: 'include' } }).fix?.edits).toEqual([
    { where: 'page', says: "Load without credentials: leave credentials: 'include' out" },
  ]);
  expect(fixOf({ request: { credentials: 'include' }, responses: [ok(own)] }).fix?.headers).toEqual([
    credentials,
  ]);
});

test('an element without crossorigin gets the attribute, and the CDN a line if it lacks it', () => {
  expect(fixOf({ request: element(null) }).fix).toMatchObject({ edits: [{ where: 'page' }], headers: [] });
  const { fix } = fixOf({ request: element(null), responses: [ok()] });
  expect(fix).toMatchObject({ edits: [{ where: 'page' }, { where: 'cdn' }], headers: [star] });
  expect(fix?.load.request.crossorigin).toBe('anonymous');
});

test('a preflight is answered with 204, the method and the headers', () => {
  const request = { method: 'PUT', headers: [['X-Song', '1'] as const] };
  const { fix } = fixOf({ request, responses: [answer('preflight', 405), ok(star)] });
  expect(fix?.preflightHeaders).toEqual([
    ['Access-Control-Allow-Methods', 'PUT'],
    ['Access-Control-Allow-Headers', 'x-song'],
  ]);
  expect(fix?.load.responses[0]).toMatchObject({ for: 'preflight', status: 204 });
});

test('what a preflight allows so far stays allowed', () => {
  const request = { method: 'PUT', headers: [['X-Song', '1'] as const] };
  const said = [
    ['Access-Control-Allow-Methods', 'GET, HEAD'],
    ['Access-Control-Allow-Headers', 'Range, *'],
  ] as const;
  expect(fixOf({ request, responses: [ok(star, ...said)] }).fix?.preflightHeaders).toEqual([
    ['Access-Control-Allow-Methods', 'GET, HEAD, PUT'],
    ['Access-Control-Allow-Headers', 'Range, *, x-song'],
  ]);
});

test('of several origins one is to be left, and it is said so', () => {
  for (const lines of [[own, own], [['Access-Control-Allow-Origin', `${page}, *`] as const]])
    expect(fixOf({ responses: [ok(...lines)] }).fix?.edits[0]?.says).toMatch(
      /once, and take the other values away$/,
    );
});

test('a server that has to answer itself, and not redirect, is named', () => {
  const responses = [answer('redirect-1', 302, ['Location', 'https://cdn.example/song']), ok()];
  const { fix } = fixOf({ request: { ...element(null), url_origin: page }, responses });
  expect(fix?.edits).toMatchObject([{ where: 'cdn', at: [page] }]);
});

test('where a server lets in one page by name, letting in this one by name is a choice', () => {
  const named = (value: string) =>
    choicesFor(exchange({ responses: [ok(['Access-Control-Allow-Origin', value])] })).find(({ aims }) =>
      aims.includes('named'),
    );
  expect(named('https://other.example')?.fix.headers).toEqual([own, ['Vary', 'Origin']]);
  expect(named('null')).toBeUndefined();
  expect(named('')).toBeUndefined();
});

test('whoever sends a PUT is not told to play it', () => {
  const aimsOf = (method: string) =>
    choicesFor(exchange({ request: { method }, responses: [ok()] })).flatMap(({ aims }) => aims);
  expect(aimsOf('GET')).toContain('play');
  expect(aimsOf('PUT')).not.toContain('play');
});

test('a song that is not there has to be there', () => {
  const { fix } = fixOf({ request: element('anonymous'), responses: [answer('actual', 404, star)] });
  expect(fix?.edits[0]?.says).toContain('Have the song there');
  expect(fix?.load.responses[0]).toMatchObject({ status: 200 });
});

test('a song over http is asked for over https by a page over https', () => {
  const { fix } = fixOf({ request: { url_origin: 'http://cdn.example' } });
  expect(fix).toMatchObject({
    edits: [{ where: 'page' }],
    load: { request: { url_origin: 'https://cdn.example' } },
  });
});

test('where nothing helps, it is told why', () => {
  const nothing: readonly NamedAnswer[] = [];
  const login = [answer('actual', 401, star)];
  const port = { url_origin: 'https://cdn.example:6000' };
  const unnamed = { page: { origin: 'null' }, request: { method: 'PUT', credentials: 'include' } } as const;
  expect(fixOf({ page: { csp: "connect-src 'self'" } }).unfixable).toBe('csp');
  expect(fixOf({ request: { url_origin: 'ftp://cdn.example' } }).unfixable).toBe('scheme');
  expect(fixOf({ request: port }).unfixable).toBe('bad-port');
  expect(fixOf({ request: { method: 'TRACE' } }).unfixable).toBe('request-invalid');
  expect(fixOf({ responses: nothing }).unfixable).toBe('network');
  expect(fixOf({ request: element('anonymous'), responses: login }).unfixable).toBe('auth');
  expect(fixOf({ responses: [ok(star)] }).unfixable).toBe('unneeded');
  // No header can name a page without an origin: the wildcard is left, and takes no cookie.
  expect(fixOf(unnamed).fix?.edits.map(({ where }) => where)).toEqual(['page', 'cdn']);
});

test('a fix is of the request as it is sent: the method normalized, forbidden headers left out', () => {
  const headers = [
    ['Cookie', 'a=b'],
    ['X-Song', '1'],
  ] as const;
  const { fix } = fixOf({ request: { method: 'put', headers }, responses: [ok(own)] });
  expect(fix?.preflightHeaders).toEqual([
    ['Access-Control-Allow-Methods', 'PUT'],
    ['Access-Control-Allow-Headers', 'x-song'],
  ]);
});

test('what an answer varies by besides stays', () => {
  const { fix } = fixOf({
    request: element('use-credentials'),
    responses: [ok(own, ['Vary', 'Accept-Encoding'])],
  });
  expect(fix?.load.responses[0]?.headers).toContainEqual(['Vary', 'Accept-Encoding']);
});

test('every fix makes its load readable by the standards, and lets in nobody who is not meant', () => {
  const answers = [
    [],
    [star],
    [own],
    [own, credentials],
    [star, credentials],
    [['Access-Control-Allow-Origin', 'null'] as const],
    [star, own],
  ];
  const pages = [{}, { origin: 'null' }, { sandbox: true }, { coep: 'require-corp' }];
  const requests = [
    element(null),
    element('anonymous'),
    element('use-credentials'),
    ...(['omit', 'same-origin', 'include'] as const).flatMap((mode) => [
      { credentials: mode },
      { credentials: mode, mode: 'no-cors' as const },
      { credentials: mode, headers: [['Authorization', 'Bearer x'] as const] },
    ]),
  ];
  let fixed = 0;
  for (const lines of answers)
    for (const from of pages)
      for (const request of requests)
        for (const responses of [
          [ok(...lines)],
          [answer('preflight', 403), ok(...lines)],
          [answer('redirect-1', 302, ['Location', 'https://mirror.example/b'], ...lines), ok(...lines)],
          [answer('actual', 500, ...lines)],
        ]) {
          const given = exchange({ page: from, request, responses });
          if (predict(given).outcome === 'readable') continue;
          const { fix, unfixable: why } = fixExchange(given);
          const title = JSON.stringify([from, request, responses]);
          if (!fix) expect(unfixable[why], title).toBeTruthy();
          else {
            fixed += 1;
            expect(predict(fix.load).outcome, title).toBe('readable');
            expect(
              fix.load.responses.every(({ headers }) => areLinesSafe(headers)),
              title,
            ).toBe(true);
            expect(fix.load.page, title).toEqual(given.page);
          }
        }
  expect(fixed).toBeGreaterThan(400);
});
