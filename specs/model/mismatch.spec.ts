import { expect, test } from '@playwright/test';
import { explainExchange } from '../../model/advice/explain-exchange';
import { answer, exchange, ok, page } from './expect-cases';

const named = (value: string) => ok(['Access-Control-Allow-Origin', value]);
const mismatchOf = (...given: Parameters<typeof exchange>) => explainExchange(exchange(...given)).mismatch;

const table = [
  ['https://app.example/', 'one slash too many'],
  ['https://APP.example', 'letters of another case'],
  ['http://app.example', 'another scheme'],
  ['https://app.example:8443', 'another port'],
  ['https://www.app.example', 'with and without www'],
  ['https://radio.example', 'another host'],
  ['https://app.example:443', 'the default port must not be named'],
  ['https://app.example/songs', 'a path is no part of an origin'],
  ['app.example', 'it is no origin: the scheme comes first'],
  ['https://*.example', '* is no pattern: it stands alone, or for itself'],
  ['"https://app.example"', 'quotes are part of the value'],
] as const;

test('a mismatch is told with both strings, and how they differ', () => {
  for (const [sent, difference] of table) {
    const wanted = `sent "${sent}", wanted "${page}": ${difference}`;
    expect.soft(mismatchOf({ responses: [named(sent)] }), sent).toBe(wanted);
  }
});

test('a mismatch is that of the answer that is refused: a preflight, or the last of a redirect', () => {
  const wrong = answer('preflight', 204, ['Access-Control-Allow-Origin', 'https://app.example:81']);
  const request = { headers: [['X-Song', '1'] as const] };
  expect(mismatchOf({ request, responses: [wrong, named(page)] })).toContain('sent "https://app.example:81"');
  const moved = answer('redirect-1', 302, ['Location', '/b'], ['Access-Control-Allow-Origin', page]);
  expect(mismatchOf({ responses: [moved, named('http://app.example')] })).toContain('another scheme');
});

test('what is refused for something else has no mismatch', () => {
  expect(mismatchOf({ responses: [ok()] })).toBe(null);
  expect(mismatchOf({ responses: [named('*')] })).toBe(null);
});
