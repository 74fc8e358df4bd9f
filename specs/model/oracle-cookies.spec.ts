import { expect, test } from '@playwright/test';
import { clientOf } from '../../model/standards/client';
import { isSent, isStored, type Cookie } from '../../model/standards/cookies';
import { predict } from '../../model/standards/predict';
import { parseUrl } from '../../model/http/url';
import { answer, exchange, ok } from './expect-cases';

const client = clientOf({ origin: 'https://app.example' });
const sandboxed = clientOf({ origin: 'https://app.example', sandbox: true });
const nowhere = clientOf({ origin: 'null' });
const urls = (...all: readonly string[]) => all.map((each) => parseUrl(each)!);
const home = 'https://cdn.app.example/';
const foreign = 'https://cdn.example/';
const insecure = 'http://cdn.app.example/';

const strict: Cookie = { sameSite: 'Strict' };
const lax: Cookie = { sameSite: null };
const none: Cookie = { sameSite: 'None', secure: true };

test('a cookie is stored where its site is that of the page, or wherever it says None and is secure', () => {
  const stored = (cookie: Cookie, url: string, page = client) => isStored(cookie, page, urls(url));
  for (const cookie of [strict, lax, { sameSite: 'Lax' } as const]) {
    expect(stored(cookie, home)).toBe(true);
    expect(stored(cookie, foreign)).toBe(false);
    // Another scheme is another site.
    expect(stored(cookie, insecure)).toBe(false);
    expect(stored(cookie, home, sandboxed)).toBe(false);
    expect(stored(cookie, home, nowhere)).toBe(false);
  }
  expect(stored(none, foreign)).toBe(true);
  expect(stored(none, home, sandboxed)).toBe(true);
  expect(stored({ sameSite: 'None' }, foreign)).toBe(false);
  expect(stored({ sameSite: 'Lax', partitioned: true }, home)).toBe(false);
  expect(stored({ sameSite: 'Lax', partitioned: true, secure: true }, home)).toBe(true);
  expect(stored(none, 'http://cdn.example/')).toBe(false);
  expect(stored(none, 'http://cdn.localhost/')).toBe(true);
});

test('a cookie is sent where every URL on the way is of the site of the page, or wherever it says None', () => {
  const sent = (cookie: Cookie, way: readonly string[], page = client) => isSent(cookie, page, urls(...way));
  for (const cookie of [strict, lax]) {
    expect(sent(cookie, [home])).toBe(true);
    expect(sent(cookie, [foreign])).toBe(false);
    expect(sent(cookie, [foreign, home])).toBe(false);
    expect(sent(cookie, [home, foreign])).toBe(false);
    expect(sent(cookie, [home], sandboxed)).toBe(false);
    expect(sent(cookie, [home], nowhere)).toBe(false);
  }
  expect(sent({ sameSite: 'Lax' }, ['http://app.example/'], clientOf({ origin: 'http://app.example' }))).toBe(
    true,
  );
  expect(sent(none, [foreign, home])).toBe(true);
  expect(sent(none, ['http://cdn.example/', foreign])).toBe(true);
  expect(sent(none, [foreign, 'http://cdn.example/'])).toBe(false);
  expect(sent({ sameSite: 'None' }, ['http://cdn.example/'])).toBe(true);
});

test('credentials go with a request as its mode says, and under COEP credentialless to the own origin alone without CORS', () => {
  type Request = Partial<ReturnType<typeof exchange>['request']>;
  const go = (request: Request, coep: string | null = null, location?: string) => {
    const hop = answer('redirect-1', 302, ['Location', location ?? '']);
    const responses = location === undefined ? [ok()] : [hop, ok()];
    return predict(exchange({ page: { coep }, request, responses })).wire.map(
      ({ withCredentials }) => withCredentials,
    );
  };
  const own = { url_origin: 'https://app.example' };
  const bare = { mode: 'no-cors', credentials: 'include' } as const;
  expect(go({})).toEqual([false]);
  expect(go(own)).toEqual([true]);
  expect(go({ ...own, credentials: 'omit' })).toEqual([false]);
  expect(go({ credentials: 'include' })).toEqual([true]);
  expect(go(bare)).toEqual([true]);
  expect(go({ ...bare, credentials: 'same-origin' })).toEqual([false]);
  expect(go({ method: 'PUT', credentials: 'include' })).toEqual([false]);
  expect(go({ destination: 'audio' })).toEqual([true]);
  expect(go({ credentials: 'include' }, 'credentialless')).toEqual([true]);
  expect(go(bare, 'credentialless')).toEqual([false]);
  expect(go(bare, 'require-corp')).toEqual([true]);
  expect(go({ ...bare, ...own }, 'credentialless')).toEqual([true]);
  expect(go({ ...bare, ...own, credentials: 'omit' }, 'credentialless')).toEqual([false]);
  expect(go({ destination: 'audio' }, 'credentialless')).toEqual([false]);
  // Once a redirect has led through another origin, home is no home.
  expect(go(bare, 'credentialless', 'https://app.example/song')).toEqual([false, false]);
  expect(go(bare, null, 'https://app.example/song')).toEqual([true, true]);
});
