import { expect, test } from '@playwright/test';
import type { LabError, Measurement } from '../../model/evidence/measurement';
import { settle } from '../../runner/measure/ask-again';

type Came = Pick<Measurement, 'outcome' | 'reason' | 'verdict'> & { readonly labError?: LabError };

const predicted: Came = { outcome: 'blocked', reason: 'csp', verdict: 'as predicted' };
const quirk: Came = { outcome: 'opaque', reason: 'no-crossorigin', verdict: 'known quirk' };
const surprise: Came = { outcome: 'readable', reason: null, verdict: 'surprise' };
const other: Came = { outcome: 'blocked', reason: 'network', verdict: 'surprise' };
const failed = (code: LabError['code']): Came => ({
  outcome: 'inconclusive',
  reason: null,
  verdict: 'inconclusive',
  labError: { code, message: 'it failed' },
});
const late = failed('probe-timeout');
const crashed = failed('page-failed');

const settled = (...history: [Came, ...Came[]]) => {
  const measurements = history.map((came) => ({ differences: [], ...came }) as unknown as Measurement);
  const result = settle(measurements as [Measurement, ...Measurement[]]);
  return result && (result.labError?.code ?? result.verdict);
};

test('what is as predicted, a known quirk, or a lab that failed for good is measured once', () => {
  expect(settled(predicted)).toBe('as predicted');
  expect(settled(quirk)).toBe('known quirk');
  expect(settled(crashed)).toBe('page-failed');
  expect(settled(failed('server-unreachable'))).toBe('server-unreachable');
});

test('a failure that may pass is measured once more, and what then comes counts', () => {
  for (const code of ['probe-timeout', 'no-tone', 'connection-broken', 'ledger-lost'] as const) {
    expect(settled(failed(code))).toBeNull();
    expect(settled(failed(code), predicted)).toBe('as predicted');
    expect(settled(failed(code), failed(code))).toBe(code);
  }
});

test('a surprise is a finding when it has come three times', () => {
  expect(settled(surprise)).toBeNull();
  expect(settled(surprise, surprise)).toBeNull();
  expect(settled(surprise, surprise, surprise)).toBe('surprise');
  expect(settled(late, surprise, surprise)).toBeNull();
  expect(settled(late, surprise, surprise, surprise)).toBe('surprise');
});

test('a surprise that does not come again, or comes as another, says nothing about the browser', () => {
  expect(settled(surprise, predicted)).toBe('not-repeated');
  expect(settled(surprise, quirk)).toBe('not-repeated');
  expect(settled(surprise, surprise, predicted)).toBe('not-repeated');
  expect(settled(surprise, other)).toBe('not-repeated');
  expect(settled(surprise, crashed)).toBe('page-failed');
});
