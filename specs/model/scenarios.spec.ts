import { expect, test } from '@playwright/test';
import { loaderNames, stepsOf } from '../../model/lab/loaders/loaders';
import { isPolicyName, policyNames } from '../../model/lab/policies';
import { isPageId, pageIds } from '../../model/lab/topology/pages';
import { relationNames } from '../../model/lab/topology/relations';
import { exampleExchanges } from '../../model/advice/message-examples';
import { engineFacts } from '../../model/judge/engines';
import { engineNames } from '../../model/evidence/engine';
import { matchesPattern, quirks } from '../../model/judge/quirks';
import { allScenarios, suites } from '../../model/scenarios';
import { createContrasts, expectationOf, scenariosOf } from '../../model/scenarios/build/scenario';
import { predict } from '../../model/standards/predict';
import { reasonCodes, type Reason } from '../../model/standards/reason';
import { exchange } from './expect-cases';

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

/** How often a browser asks again after a reset is its own affair: `model/scenarios/matrix/answers.ts` leaves it out. */
const askedByNobody = ['reset'];

test('each page, loader, relation and policy is in a scenario', () => {
  const asked = {
    page: new Set<string>(scenarios.map(({ page }) => page)),
    loader: new Set<string>(
      scenarios.flatMap(({ loader }) => [loader, ...stepsOf(loader).map((step) => step.loader)]),
    ),
    relation: new Set<string>(scenarios.map(({ relation }) => relation)),
    policy: new Set<string>([...scenarios.map(({ policy }) => policy), ...askedByNobody]),
  };
  const all = { page: pageIds, loader: loaderNames, relation: relationNames, policy: policyNames };
  const unasked = (Object.keys(all) as (keyof typeof all)[]).flatMap((field) =>
    all[field]
      .filter((name) => !asked[field].has(name))
      .map((name) => `no browser is asked the ${field} ${name}: name it in a suite of model/scenarios/`),
  );
  expect(unasked).toEqual([]);
});

/** Requests that no loader makes, with the reason why each is refused. */
const requestsOfNobody = {
  'mode-same-origin': exchange({ request: { mode: 'same-origin' } }),
  'request-invalid': exchange({ request: { method: 'TRACE' } }),
  integrity: exchange({ request: { integrity: 'sha256-AAAA' } }),
} as const satisfies Partial<Record<Reason, unknown>>;

test('the oracle gives each reason', () => {
  for (const [reason, request] of Object.entries(requestsOfNobody))
    expect(predict(request).reason).toBe(reason);
  const given = new Set<string | null>([
    ...scenarios.map(({ expectedReason }) => expectedReason),
    ...Object.keys(exampleExchanges),
    ...Object.keys(requestsOfNobody),
  ]);
  const never = reasonCodes
    .filter((reason) => !given.has(reason))
    .map(
      (reason) =>
        `no rule gives ${reason}: return it from one in model/standards/, and name a scenario that shows it, or an exchange in model/advice/message-examples.ts`,
    );
  expect(never).toEqual([]);
});

test('a quirk names scenarios that there are, and differs from what is expected of them', () => {
  const faults = quirks.flatMap(({ id, scenarios: patterns, instead }) =>
    patterns.flatMap((pattern) => {
      const named = scenarios.filter((each) => matchesPattern(pattern, each.id));
      if (named.length === 0) return [`${id}: no scenario is ${pattern}; see npx earshot list`];
      return named
        .filter(
          ({ expected, expectedReason }) =>
            instead?.outcome === expected && instead.reason === expectedReason,
        )
        .map(
          (each) =>
            `${id}: the oracle says ${expectationOf(each)} of ${each.id} too; if the wire alone differs, instead is null`,
        );
    }),
  );
  expect(faults).toEqual([]);
});

test('a quirk is in the file of its engine, under an id of its own', () => {
  const elsewhere = engineNames.flatMap((name) =>
    engineFacts[name].quirks
      .filter(({ engine }) => engine !== name)
      .map(({ id, engine }) => `${id} is of ${engine}, and in model/judge/quirks/${name}.ts`),
  );
  expect(elsewhere).toEqual([]);
  const ids = quirks.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});
