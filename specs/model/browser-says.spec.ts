import { expect, test } from '@playwright/test';
import type { Reason } from '../../model/standards/reason';
import { contradictionOf, labFailureIn, readFirefoxConsole } from '../../model/judge/wordings';

const blocked = (reason: Reason) => ({ outcome: 'blocked', reason }) as const;
const say = (...codes: string[]) => codes.map((code) => ({ code, words: null }));

test('a reason that the browser itself confirms stands', () => {
  expect(contradictionOf('chromium', blocked('allow-origin-missing'), say('MissingAllowOriginHeader'))).toBe(
    null,
  );
  expect(
    contradictionOf(
      'firefox',
      blocked('allow-origin-missing'),
      say('NS_ERROR_DOM_BAD_URI', 'CORSMissingAllowOrigin2', 'CORSDidNotSucceed2'),
    ),
  ).toBe(null);
});

test('a reason that the browser itself contradicts is told with both', () => {
  expect(contradictionOf('chromium', blocked('allow-origin-mismatch'), say('MissingAllowOriginHeader'))).toBe(
    'chromium itself says MissingAllowOriginHeader, which is allow-origin-missing and not allow-origin-mismatch',
  );
  expect(
    contradictionOf(
      'firefox',
      blocked('allow-origin-mismatch'),
      say('CORSMissingAllowOrigin2', 'CORSDidNotSucceed2'),
    ),
  ).toMatch(/^firefox itself says CORSMissingAllowOrigin2/);
});

test('Firefox may take an answer without a head for one with too many lines', () => {
  const tooMany = say('CORSMultipleAllowOriginNotAllowed');
  expect(contradictionOf('firefox', blocked('preflight-unanswered'), tooMany)).toBe(null);
  expect(contradictionOf('firefox', blocked('allow-origin-missing'), tooMany)).not.toBe(null);
});

test('a CORS refusal of which the browser says nothing is contradicted, bytes that are no audio are not', () => {
  expect(contradictionOf('chromium', blocked('allow-origin-missing'), [])).toMatch(/says nothing/);
  expect(contradictionOf('chromium', blocked('decode'), [])).toBe(null);
});

test('a code that nobody knows goes with no reason', () => {
  expect(contradictionOf('chromium', blocked('decode'), say('NewCorsError'))).toMatch(/something unknown/);
});

test('a lost network is the lab’s own failure', () => {
  expect(labFailureIn(say('net::ERR_FAILED', 'net::ERR_NETWORK_CHANGED'))).toBe('net::ERR_NETWORK_CHANGED');
  expect(labFailureIn(say('net::ERR_CONNECTION_RESET'))).toBe(undefined);
});

test('a message of Firefox is known with and without its first words', () => {
  const message =
    'The Same Origin Policy disallows reading the remote resource at http://cdn.test/a?t=x. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.';
  expect(readFirefoxConsole(message)).toBe('CORSMissingAllowOrigin2');
  expect(readFirefoxConsole(`Cross-Origin Request Blocked: ${message}`)).toBe('CORSMissingAllowOrigin2');
  expect(readFirefoxConsole('TypeError: x is not a function')).toBe(null);
});
