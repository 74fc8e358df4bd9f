import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { HeaderLine } from '../../model/http/headers';
import { corsCheck } from '../../model/standards/cors-check';
import { getHeader } from '../../model/http/headers';

const origin = 'http://player.test:8100';
const allow = (...values: string[]): HeaderLine[] =>
  values.map((value) => ['access-control-allow-origin', value]);
const credentials: HeaderLine = ['Access-Control-Allow-Credentials', 'true'];
const anyOrigin = fc
  .record({ scheme: fc.constantFrom('http', 'https'), host: fc.domain(), port: fc.nat(65_535) })
  .map(({ scheme, host, port }) => `${scheme}://${host}:${port}`);

test('the exact origin passes, with credentials only where they are allowed', () => {
  fc.assert(
    fc.property(anyOrigin, (any) => {
      expect(corsCheck(any, false, allow(any))).toBeNull();
      expect(corsCheck(any, true, allow(any))).toBe('allow-credentials-missing');
      expect(corsCheck(any, true, [...allow(any), credentials])).toBeNull();
    }),
  );
});

test('any other value than the origin and * fails', () => {
  fc.assert(
    fc.property(anyOrigin, fc.string(), (any, value) => {
      fc.pre(value.replace(/^[\t ]+|[\t ]+$/g, '') !== any && value.trim() !== '*');
      expect(corsCheck(any, false, allow(value))).toMatch(/^allow-origin-/);
    }),
  );
});

test('two lines fail whatever they say', () => {
  fc.assert(
    fc.property(anyOrigin, fc.constantFrom('*', origin, 'null', ''), (any, second) => {
      expect(corsCheck(any, false, allow(any, second))).toBe('allow-origin-multiple');
    }),
  );
});

test('* fails once credentials are sent, and Allow-Credentials does not rescue it', () => {
  expect(corsCheck(origin, true, allow('*'))).toBe('wildcard-with-credentials');
  expect(corsCheck(origin, true, [...allow('*'), credentials])).toBe('wildcard-with-credentials');
});

test('only tabs and spaces around a value are stripped', () => {
  expect(corsCheck(origin, false, allow(`\t ${origin} `))).toBeNull();
  expect(corsCheck(origin, false, allow(`\u00a0${origin}`))).toBe('allow-origin-multiple');
});

test('Allow-Credentials is true, byte for byte', () => {
  for (const value of ['True', 'TRUE', '1', 'true, true', '']) {
    const headers: HeaderLine[] = [...allow(origin), ['Access-Control-Allow-Credentials', value]];
    expect(corsCheck(origin, true, headers), value).toBe('allow-credentials-missing');
  }
});

test('the values of one name are joined, whatever the case of the name', () => {
  expect(
    getHeader(
      [
        ['Vary', 'Origin'],
        ['VARY', ' Range '],
      ],
      'vary',
    ),
  ).toBe('Origin, Range');
  expect(getHeader([], 'vary')).toBeNull();
});
