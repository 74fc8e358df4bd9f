import { expect, test } from '@playwright/test';
import { predictAs } from '../../model/judge/predict-as';
import { predict } from '../../model/standards/predict';
import { answer, exchange, expectRows, ok, page, star, type Row } from './expect-cases';

const moved = [answer('redirect-1', 302, star, ['Location', '/moved']), ok(star, ['X-A', '1'])];
const refused = { outcome: 'blocked', reason: 'redirect-invalid' } as const;

test('a redirect is an error, or opaque, where the request follows none', () => {
  const asks = (redirect: 'error' | 'manual', request: object, responses = moved) => ({
    request: { redirect, ...request },
    responses,
  });
  const opaque = { outcome: 'opaque', reason: 'redirect-invalid', visibleHeaders: [] } as const;
  const home = { url_origin: page, mode: 'same-origin' };
  const statusAlone = [answer('actual', 302, star)];
  expectRows([
    ['error', asks('error', {}), refused],
    ['error at home', asks('error', home), refused],
    ['error, and no Location', asks('error', {}, statusAlone), refused],
    ['manual', asks('manual', {}), opaque],
    ['manual, and no Location', asks('manual', {}, statusAlone), opaque],
    ['manual at home', asks('manual', home), opaque],
    ['no redirect', asks('error', {}, [ok(star)]), { outcome: 'readable' }],
    ['304 is no redirect', asks('error', {}, [answer('actual', 304, star)]), { outcome: 'readable' }],
    [
      'the CORS check comes first',
      asks('manual', {}, [answer('actual', 302)]),
      { reason: 'allow-origin-missing' },
    ],
    [
      'without CORS all are followed',
      asks('manual', { mode: 'no-cors' }, [ok()]),
      { ...refused, originHeader: null },
    ],
    ['but for the own origin', asks('manual', { ...home, mode: 'no-cors' }), opaque],
    ['follow', { request: { redirect: 'follow' }, responses: moved }, { outcome: 'readable' }],
  ] satisfies Row[]);
  expect(
    predict(exchange({ request: { redirect: 'error', mode: 'no-cors' }, responses: [ok()] })).wire,
  ).toEqual([]);
});

test('only-if-cached asks nobody, and is for the own origin', () => {
  const home = { url_origin: page, mode: 'same-origin', cache: 'only-if-cached' } as const;
  expect(predict(exchange({ request: home, responses: [ok()] }))).toMatchObject({
    outcome: 'blocked',
    reason: 'network',
    wire: [],
  });
  expectRows([
    [
      'with CORS',
      { request: { cache: 'only-if-cached' } },
      { outcome: 'blocked', reason: 'request-invalid' },
    ],
    ['another cache mode', { request: { cache: 'no-store' } }, { outcome: 'readable', preflight: false }],
  ]);
});

test('an empty user name in a redirect is none, in Chromium too', () => {
  const led = (location: string) => {
    const responses = [answer('redirect-1', 302, star, ['Location', location]), ok(star)];
    return predictAs('chromium', exchange({ request: { mode: 'no-cors' }, responses })).outcome;
  };
  expect(led('https://@mirror.example/')).toBe('opaque');
  expect(led('https://:@mirror.example/')).toBe('opaque');
  expect(led('https://a@mirror.example/')).toBe('blocked');
  expect(led('https://:x@mirror.example/')).toBe('blocked');
});

test('the referrer policy of a request hides its origin where it is not CORS, but in Chromium', () => {
  const origins = (
    referrerPolicy: 'no-referrer' | 'same-origin' | 'origin' | '',
    mode: 'no-cors' | 'cors',
  ) => {
    const each = exchange({ request: { mode, method: 'POST', referrerPolicy } });
    return (['chromium', 'firefox'] as const).map((engine) => predictAs(engine, each).originHeader);
  };
  expect(origins('no-referrer', 'no-cors')).toEqual([page, 'null']);
  expect(origins('same-origin', 'no-cors')).toEqual([page, 'null']);
  expect(origins('origin', 'no-cors')).toEqual([page, page]);
  expect(origins('', 'no-cors')).toEqual([page, page]);
  expect(origins('no-referrer', 'cors')).toEqual([page, page]);
});
