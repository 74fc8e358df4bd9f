import { expect, test } from '@playwright/test';
import { isPageId } from '../../model/lab/topology/pages';
import { isPolicyName } from '../../model/lab/policies';
import { matchesPattern, quirks } from '../../model/judge/quirks';
import { allScenarios, suites } from '../../model/scenarios';
import { createContrasts, expectationOf, scenariosOf } from '../../model/scenarios/build/scenario';

const scenarios = allScenarios();

test('an id is page, loader, relation and policy, and no two scenarios share one', () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  const odd = scenarios.filter(
    ({ id, page, loader, relation, policy }) =>
      id !== [page, loader, relation, policy].join('/') || !isPageId(page) || !isPolicyName(policy),
  );
  expect(odd.map(({ id }) => id)).toEqual([]);
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

test('each refusal of the article stands next to a sibling that differs in one field and loads', () => {
  const contrastOf = createContrasts(scenarios);
  const alone = scenarios.filter(
    (each) => each.stated.length > 0 && each.expected === 'blocked' && !contrastOf(each),
  );
  expect(alone.map(({ id }) => id)).toEqual([]);
});

test('the oracle says what the suites say in so many words', () => {
  const told = scenarios.filter(({ stated }) => stated.length > 0);
  expect(told.length).toBeGreaterThan(390);
  const otherwise = told.flatMap((each) =>
    each.stated
      .filter((expectation) => expectation !== expectationOf(each))
      .map((expectation) => `${each.id} is ${expectationOf(each)}, and a suite says ${expectation}`),
  );
  expect(otherwise).toEqual([]);
});

test('a blocked scenario has a reason, a readable one has none', () => {
  const odd = scenarios.filter(
    ({ expected, expectedReason }) => (expectedReason === null) !== (expected === 'readable'),
  );
  expect(odd.map(({ id }) => id)).toEqual([]);
});

test('a scenario of two suites is one scenario with both numbers', () => {
  const cell = { page: 'http', relation: 'other-site', policy: 'none' } as const;
  const suites = [
    { number: 1, title: 'one', rows: [{ ...cell, claim: 'a', expect: { audio: 'opaque' } }] },
    {
      number: 2,
      title: 'two',
      products: [
        { pages: ['http'], loaders: ['audio', 'xhr'], relations: ['other-site'], policies: ['none'] },
      ],
    },
  ] as const;
  expect(scenariosOf(suites).map(({ id, claims, title }) => ({ id, claims, title }))).toMatchObject([
    { id: 'http/audio/other-site/none', claims: [1, 2], title: 'a' },
    { id: 'http/xhr/other-site/none', claims: [2] },
  ]);
});

test('a quirk names scenarios that there are, and differs from what is expected of them', () => {
  for (const { id, scenarios: patterns, instead } of quirks) {
    for (const pattern of patterns) {
      const named = scenarios.filter((each) => matchesPattern(pattern, each.id));
      expect(named.length, `${id}: ${pattern}`).toBeGreaterThan(0);
      for (const { expected, expectedReason } of named) {
        expect([instead?.outcome, instead?.reason], id).not.toEqual([expected, expectedReason]);
      }
    }
  }
});
