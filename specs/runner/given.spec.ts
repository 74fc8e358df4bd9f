import { expect, test } from '@playwright/test';
import { check, explain, findFix, predict, UsageError } from '../../api';

const page = 'https://app.example';
const url = 'https://cdn.example/song.mp3';
const response = { headers: { 'Access-Control-Allow-Origin': '*' } };

for (const [given, words] of [
  [undefined, 'at its root, nothing: want an object'],
  ['a load', 'at its root, "a load": want an object'],
  [{ url, response }, 'at page, nothing: want a text, or an object'],
  [{ page: { orgin: page }, url, response }, 'at page.origin, nothing: want a text'],
  [{ page: 'app.example', url, response }, 'Did you mean "https://app.example"?'],
  [{ page: { origin: page, csp: 'a\nb' }, url, response }, 'at page.csp, "a\\nb": holds a character'],
  [{ page, url }, 'at response, nothing: want an object'],
  [{ page, url: new URL(url), response }, 'at url, "https://cdn.example/song.mp3": want a text'],
  [{ page, url, response, loader: 'audio-anonymus' }, 'Did you mean "audio-anonymous"?'],
  [{ page, url, response, redirect: [] }, 'at redirect: there is no such field'],
  [{ page, url, response, redirects: [{}] }, 'at redirects[0].to, nothing: want a text'],
  [{ page, url, response, loader: 'fetch-omit', method: 'A B' }, 'at method, "A B": is no method'],
  [{ page, url, response, method: 'PUT' }, 'at method, "PUT": audio-anonymous takes none; want a fetch'],
  [{ page, url, response: { status: 99 } }, 'at response.status, 99: want 200 to 999'],
  [{ page, url, response: { status: NaN } }, 'at response.status, NaN: want 200 to 999'],
  [{ page, url, response: { header: {} } }, 'It may be status, headers. Did you mean "headers"?'],
  [{ page, url, response: { headers: new Headers() } }, 'at response.headers, {}: want header lines'],
  [{ page, url, response: { headers: ['Vary'] } }, 'at response.headers[0], "Vary": want a header line'],
  [{ page, url, response: { headers: [['A B', '1']] } }, 'is no header name'],
  [{ page, url, response: { headers: { Vary: 1 } } }, 'at response.headers'],
  [{ page, url, response: { headers: { Vary: 'a\r\nb' } } }, 'holds a line break'],
  [{ page, url: Symbol('u'), response }, 'at url, Symbol(u): want a text'],
] as const)
  test(`a load is refused: ${words}`, () => {
    for (const ask of [predict, explain, findFix]) {
      expect(() => ask(given as never)).toThrow(words);
      expect(() => ask(given as never)).toThrow(UsageError);
    }
  });

test('header lines are pairs, texts, or an object, and what is undefined is not said', () => {
  const name = 'Access-Control-Allow-Origin';
  for (const headers of [[[name, '*']], [`${name}: *`], { [name]: '*' }, { [name]: ['*'] }] as const)
    expect(predict({ page, url, response: { headers } }).outcome, JSON.stringify(headers)).toBe('readable');
  const left: object = {
    loader: undefined,
    redirects: undefined,
    response: { ...response, status: undefined },
  };
  expect(predict({ page, url, response, ...left }).outcome).toBe('readable');
});

const secret = 'Bearer opensesame';
for (const [given, words] of [
  [[], 'at url, nothing: want a text'],
  [[url], 'at its root, nothing: want an object'],
  [[url, {}], 'at page, nothing: want a text, or a list'],
  [[url, { page: [] }], 'at page'],
  [[url, { page, browser: 'chrome' }], 'at browser: there is no such field'],
  [[url, { page, browsers: ['chrome'] }], 'at browsers'],
  [[url, { page, loaders: 'audio-anon' }], 'at loaders'],
  [[url, { page, timeout: -1 }], 'at timeout, -1: want 1 to 120 seconds'],
  [[url, { page, timeout: '5' }], 'at timeout, "5": want'],
  [[url, { page, csp: 5 }], 'at csp, 5: want a text'],
  [[url, { page, server: 'ngnix' }], 'Did you mean "nginx"?'],
  [[url, { page, signal: 5 }], 'at signal, 5: want an AbortSignal'],
  [[url, { page, onProgress: 'yes' }], 'at onProgress, "yes": want a function'],
  [[url, { page, headers: { Authorization: `${secret}\n` } }], 'at headers'],
  [[url, { page, headers: { Origin: secret } }], 'the browser says that itself'],
] as const)
  test(`a check is refused: ${words}`, async () => {
    const [song, options] = given as unknown as Parameters<typeof check>;
    const refused = await check(song, options).catch((error: unknown) => error);
    expect(String(refused)).toMatch(/^UsageError: Failed to read the check: /);
    expect(String(refused)).toContain(words);
    expect(String(refused)).not.toContain(secret);
  });
