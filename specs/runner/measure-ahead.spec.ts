import { expect, test } from '@playwright/test';
import type { Measurement } from '../../model/evidence/measurement';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { measureAhead } from '../support/measure-ahead';

const scenarios = allScenarios();

/** Measures nothing, and keeps what it was asked. */
function countingMeasure() {
  const asked: string[][] = [];
  const measure = (batch: readonly Scenario[]) => {
    asked.push(batch.map(({ id }) => id));
    return Promise.resolve(batch.map(({ id }) => ({ id, run: asked.length }) as unknown as Measurement));
  };
  return { asked, measure };
}

const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id);
const [first, second, third] = [scenarios.slice(0, 3), scenarios.slice(3, 5), scenarios.slice(5, 9)] as const;

test('the first test of a page measures the cells of the next ones, and each gets its own', async () => {
  const { asked, measure } = countingMeasure();
  const measured = measureAhead(measure);
  expect(idsOf(await measured(first, [second, third]))).toEqual(idsOf(first));
  expect(idsOf(await measured(second, [third]))).toEqual(idsOf(second));
  expect(idsOf(await measured(third, []))).toEqual(idsOf(third));
  expect(asked).toEqual([idsOf([...first, ...second, ...third])]);
});

test('a test that nothing follows measures its own cells alone', async () => {
  const { asked, measure } = countingMeasure();
  await measureAhead(measure)(second, []);
  expect(asked).toEqual([idsOf(second)]);
});

test('who asks again has it measured again', async () => {
  const { asked, measure } = countingMeasure();
  const measured = measureAhead(measure);
  const before = await measured(first, []);
  const after = await measured(first, []);
  expect(asked).toEqual([idsOf(first), idsOf(first)]);
  expect(after).not.toEqual(before);
});

test('a batch ends between two tests: the first before it has more than 256 cells, each next one before twice as many', async () => {
  const { asked, measure } = countingMeasure();
  const tests = Array.from({ length: 20 }, (_, i) => scenarios.slice(100 * i, 100 * (i + 1)));
  const measured = measureAhead(measure);
  for (const [i, cells] of tests.entries()) await measured(cells, tests.slice(i + 1));
  expect(asked.map(({ length }) => length)).toEqual([200, 500, 1_000, 300]);
  const many = scenarios.slice(0, 300);
  expect(await measureAhead(measure)(many, [first])).toHaveLength(300);
  expect(asked.at(-1)).toHaveLength(300);
});
