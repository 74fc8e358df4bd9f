import { expect, test } from '@playwright/test';
import type { Measurement } from '../../model/evidence/measurement';
import type { RunResult } from '../../runner/measure/run';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { summaryLines } from '../../runner/report/summary';

const scenarios = selectScenarios(['http/*/other-site/none']);

/** Measurements as a run would give them, but for what is said of each. */
const measured = (said: (i: number) => Partial<Measurement>): Measurement[] =>
  scenarios.map((scenario, i) => ({
    ...scenario,
    engine: 'chromium',
    browserVersion: '1',
    url: 'http://cdn.test/',
    outcome: scenario.expected,
    reason: scenario.expectedReason,
    part: null,
    differences: [],
    browserSays: null,
    verdict: 'as predicted',
    quirk: null,
    contrast: null,
    ladder: { sent: true, accepted: true, metadata: true, advances: true, tone: true },
    wire: { servers: [], page: null, predicted: [] },
    ...said(i),
  }));

function summaryOf(measurements: readonly Measurement[]): string {
  const count = (verdict: Measurement['verdict']) =>
    measurements.filter((each) => each.verdict === verdict).length;
  const result: RunResult = {
    measurements,
    leftOut: [],
    stats: {
      cells: measurements.length,
      seconds: 1,
      cellsPerSecond: 1,
      verdicts: {
        'as predicted': count('as predicted'),
        'known quirk': count('known quirk'),
        surprise: count('surprise'),
        inconclusive: count('inconclusive'),
      },
      browsers: [],
    },
  };
  return summaryLines(result);
}

const failed = (message: string): Partial<Measurement> => ({
  outcome: 'inconclusive',
  verdict: 'inconclusive',
  labError: { code: 'page-failed', message },
});

test('a failure of a page is told once, with the number of its cells', () => {
  const summary = summaryOf(measured(() => failed('the page http failed: gone')));
  expect(scenarios.length).toBeGreaterThan(10);
  expect(summary.match(/the page http failed: gone/g)).toHaveLength(1);
  expect(summary).toContain(`chromium  ${scenarios.length} cells: ${scenarios[0]!.id}`);
  expect(summary).toContain(`… and ${scenarios.length - 3} more`);
});

test('failures of two causes are told as two', () => {
  const summary = summaryOf(measured((i) => failed(i === 0 ? 'one' : 'the other')));
  expect(summary).toContain(`chromium  ${scenarios[0]!.id}\n    page-failed: one`);
  expect(summary).toContain(`chromium  ${scenarios.length - 1} cells: ${scenarios[1]!.id}`);
});

test('surprises that differ in one line are told apart, and those that do not are told once', () => {
  const surprise = { verdict: 'surprise', outcome: 'readable', reason: null } as const;
  const some = measured((i) => ({ ...surprise, differences: [i < 2 ? 'no preflight' : 'no Origin'] }));
  const summary = summaryOf(some);
  expect(summary).toContain('readable; expected blocked, allow-origin-missing');
  const withPreflight = some.filter(
    ({ expected, expectedReason, differences }) =>
      expected === 'blocked' && expectedReason === 'allow-origin-missing' && differences[0] === 'no Origin',
  );
  expect(summary).toContain(`${withPreflight.length} cells: ${withPreflight[0]!.id}`);
});

test('of very many causes some are told, and how many cells are left', () => {
  const summary = summaryOf(measured((i) => failed(`cause ${i}`)));
  expect(summary).toContain(`… and ${scenarios.length - 20} more: see --json`);
});
