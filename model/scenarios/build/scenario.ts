import type { Coordinates } from '../../lab/plan/coordinates';
import { planCell } from '../../lab/plan/cells';
import { sections } from '../../standards/reason';
import type { Reason } from '../../standards/reason';
import { loaderTitle, type LoaderName } from '../../lab/loaders/loaders';
import type { Outcome } from '../../standards/outcome';
import { pageSpec, type PageId } from '../../lab/topology/pages';
import { policyOf, type PolicyName } from '../../lab/policies';
import { predictCell } from '../../lab/predict/predict-cell';
import type { CellPrediction } from '../../lab/predict/setting';
import { relationTitle, type Relation } from '../../lab/topology/relations';
import { defaultPortBase, portsFrom } from '../../lab/topology/topology';

/** What is expected of one load: an outcome, and its reason where it is `blocked`. */
export type Expectation = 'readable' | 'opaque' | `blocked: ${Reason}`;

/** One row of a suite that is told case by case: what each loader is expected to get, compared with the oracle. */
interface Row {
  /** A claim in the present tense. */
  readonly claim: string;
  readonly page: PageId;
  readonly relation: Relation;
  readonly policy: PolicyName;
  readonly expect: Readonly<Partial<Record<LoaderName, Expectation>>>;
}

/** What a product leaves out, and why. */
interface Exclusion {
  readonly why: string;
  readonly when: (cell: Coordinates) => boolean;
}

/** Every combination of these, but for what is excluded; the oracle says what comes of each. */
interface Product {
  readonly pages: readonly PageId[];
  readonly loaders: readonly LoaderName[];
  readonly relations: readonly Relation[];
  readonly policies: readonly PolicyName[];
  readonly except?: readonly Exclusion[];
  /** `required`, unless engines may differ. */
  readonly kind?: 'check';
}

/** A set of scenarios on one topic. */
export interface Suite {
  readonly number: number;
  readonly title: string;
  readonly rows?: readonly Row[];
  readonly products?: readonly Product[];
  /** Where one reads about it. */
  readonly links?: readonly string[];
}

/** One cell of the matrix: page × loader × relation × policy. */
export interface Scenario extends Coordinates {
  /** The four joined by `/`. */
  readonly id: string;
  readonly title: string;
  /** `required`: the standard decides. `check`: engines may differ, and what each does is recorded. */
  readonly kind: 'required' | 'check';
  /** The numbers of the suites that it belongs to. */
  readonly claims: readonly number[];
  readonly links: readonly string[];
  /** What the oracle says. */
  readonly expected: Outcome;
  /** Null if it is readable. */
  readonly expectedReason: Reason | null;
  /** What suites say of it in so many words; every one must be what the oracle says. */
  readonly stated: readonly Expectation[];
}

/** The names of a family of policies, for a product. */
export const namesOf = <N extends PolicyName>(family: Readonly<Record<N, unknown>>): N[] =>
  Object.keys(family) as N[];

const idOf = ({ page, loader, relation, policy }: Coordinates): string =>
  [page, loader, relation, policy].join('/');

/** A prediction in the words of an expectation. */
export const expectationOf = ({ expected, expectedReason }: Scenario): Expectation =>
  expected === 'blocked' && expectedReason !== null
    ? `blocked: ${expectedReason}`
    : (expected as 'readable' | 'opaque');

/** What the loads of one page, relation and policy have in common, as a sentence: each row of a table has one. */
export const rowTitle = ({ page, relation, policy }: Omit<Coordinates, 'loader'>): string =>
  `${pageSpec(page).title} loads from ${relationTitle(relation)}, where ${policyOf(policy).title}`;

/** A scenario but for what the oracle says of it. */
type Draft = Omit<Scenario, 'title' | 'expected' | 'expectedReason'> & {
  /** In place of a title made of its coordinates. */
  readonly claim: string | undefined;
};

/** A scenario that asks the oracle when somebody asks it: nobody needs to know of every one. */
function scenarioOf({ claim, links, ...draft }: Draft): Scenario {
  const { page, loader, relation, policy } = draft;
  let known: CellPrediction | undefined;
  const prediction = () => {
    const ports = portsFrom(defaultPortBase);
    return (known ??= predictCell(planCell(draft, ports, 'planned'), ports));
  };
  return {
    ...draft,
    get title() {
      return (
        claim ??
        `${pageSpec(page).title}: ${loaderTitle(loader)} from ${relationTitle(relation)} is ${prediction().outcome} ` +
          `where ${policyOf(policy).title}`
      );
    },
    get links() {
      const { reason } = prediction();
      return [...(reason === null ? [] : [sections[reason]]), ...links];
    },
    get expected() {
      return prediction().outcome;
    },
    get expectedReason() {
      return prediction().reason;
    },
  };
}

function* cellsOfProduct({
  pages,
  loaders,
  relations,
  policies,
  except = [],
}: Product): Generator<Coordinates> {
  for (const page of pages)
    for (const loader of loaders)
      for (const relation of relations)
        for (const policy of policies) {
          const cell = { page, loader, relation, policy };
          if (!except.some(({ when }) => when(cell))) yield cell;
        }
}

function* draftsOfSuite({ number, links = [], rows = [], products = [] }: Suite): Generator<Draft> {
  const draft = (cell: Coordinates, rest: Pick<Draft, 'claim' | 'kind' | 'stated'>): Draft => ({
    ...cell,
    id: idOf(cell),
    claims: [number],
    links,
    ...rest,
  });
  for (const { claim, page, relation, policy, expect } of rows) {
    for (const [loader, expectation] of Object.entries(expect) as [LoaderName, Expectation][]) {
      yield draft({ page, loader, relation, policy }, { claim, kind: 'required', stated: [expectation] });
    }
  }
  for (const product of products) {
    const { kind = 'required' } = product;
    for (const cell of cellsOfProduct(product)) yield draft(cell, { claim: undefined, kind, stated: [] });
  }
}

/** The scenarios of several suites, in order. One that stands in two of them is one scenario with both numbers. */
export function scenariosOf(suites: readonly Suite[]): Scenario[] {
  const byId = new Map<string, Draft>();
  for (const suite of suites) {
    for (const each of draftsOfSuite(suite)) {
      const known = byId.get(each.id);
      if (!known) byId.set(each.id, each);
      else if (!known.claims.includes(suite.number) || each.stated.length > 0) {
        const claims = [...new Set([...known.claims, ...each.claims])];
        byId.set(each.id, { ...known, claims, stated: [...known.stated, ...each.stated] });
      }
    }
  }
  return [...byId.values()].map(scenarioOf);
}

const fields = ['page', 'loader', 'relation', 'policy'] as const;

/** For each scenario that is blocked, one that differs from it in a single field and is not: the fix, or the edge of the rule. */
export function createContrasts(all: readonly Scenario[]): (scenario: Scenario) => Scenario | undefined {
  const without = (scenario: Scenario, field: (typeof fields)[number]): string =>
    fields.map((each) => (each === field ? '*' : scenario[each])).join('/');
  const near = new Map<string, Scenario[]>();
  for (const each of all) {
    for (const field of fields) {
      const key = without(each, field);
      const others = near.get(key);
      if (others) others.push(each);
      else near.set(key, [each]);
    }
  }
  return (scenario) => {
    if (scenario.expected !== 'blocked') return undefined;
    for (const field of ['policy', 'page', 'loader', 'relation'] as const) {
      const open = near.get(without(scenario, field))?.find(({ expected }) => expected !== 'blocked');
      if (open) return open;
    }
    return undefined;
  };
}
