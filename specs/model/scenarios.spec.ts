import { expect, test } from '@playwright/test';
import { isPageId } from '../../model/pages';
import { isPolicyName } from '../../model/policies';
import { quirks } from '../../model/quirks';
import { scenarios, suites } from '../../model/scenarios';
import { contrastOf, scenariosOf } from '../../model/scenarios/scenario';

test('an id is page, loader, relation and policy, and no two scenarios share one', () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  for (const { id, page, loader, relation, policy } of scenarios) {
    expect(id).toBe([page, loader, relation, policy].join('/'));
    expect(isPageId(page) && isPolicyName(policy)).toBe(true);
  }
});

test('every claim of the article has scenarios', () => {
  for (const { number } of suites) {
    expect(
      scenarios.filter(({ claims }) => claims.includes(number)).length,
      `claim ${number}`,
    ).toBeGreaterThan(1);
  }
  expect(suites.map(({ number }) => number)).toEqual(suites.map((_, i) => i + 1));
});

test('each refusal stands next to a sibling that differs in one field and loads', () => {
  const alone = scenarios.filter((each) => each.expected === 'blocked' && !contrastOf(each, scenarios));
  expect(alone.map(({ id }) => id)).toEqual([]);
});

test('a blocked scenario has a reason, a readable one has none', () => {
  for (const { id, expected, expectedReason } of scenarios) {
    expect(expectedReason === null, id).toBe(expected === 'readable');
  }
});

test('suites that expect different things of one scenario are an error', () => {
  const row = { claim: 'a', page: 'http', relation: 'other-site', policy: 'none' } as const;
  const contradicting = [
    { number: 1, title: 'one', rows: [{ ...row, expect: { audio: 'opaque' } }] },
    { number: 2, title: 'two', rows: [{ ...row, expect: { audio: 'readable' } }] },
  ] as const;
  expect(() => scenariosOf(contradicting)).toThrow(
    'http/audio/other-site/none is expected to be opaque and readable',
  );
});

test('a quirk names scenarios that there are, and differs from what is expected of them', () => {
  for (const { id, scenarios: ids, outcome, reason } of quirks) {
    for (const scenarioId of ids) {
      const scenario = scenarios.find((each) => each.id === scenarioId);
      expect(scenario, `${id}: ${scenarioId}`).toBeDefined();
      expect([outcome, reason]).not.toEqual([scenario?.expected, scenario?.expectedReason]);
    }
  }
});
