import { expect, test } from '@playwright/test';
import { stops, type Stop } from '../../model/lab/tour/stops';
import { allScenarios } from '../../model/scenarios';

const idOf = ({ page, loader, relation, policy }: Stop): string => [page, loader, relation, policy].join('/');

for (const [index, stop] of stops.entries()) {
  test(`stop ${index + 1} of the tour is a scenario, and claims what is expected: ${stop.title}`, () => {
    const scenario = allScenarios().find(({ id }) => id === idOf(stop));
    expect(scenario, idOf(stop)).toMatchObject({ expected: stop.outcome, expectedReason: stop.reason });
    const named = stop.see.match(/\b(readable|opaque|blocked)\b/g);
    expect(named, 'its sentence names the outcome alone').toEqual([stop.outcome]);
  });
}

test('no two stops are the same scenario, or have the same title', () => {
  expect(new Set(stops.map(idOf)).size).toBe(stops.length);
  expect(new Set(stops.map(({ title }) => title)).size).toBe(stops.length);
});
