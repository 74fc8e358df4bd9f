import type { Reason } from '../explain/reasons';
import type { LoaderName } from '../loaders';
import type { Outcome } from '../measurement';
import type { PageId } from '../pages';
import type { PolicyName } from '../policies';
import type { Relation } from '../relations';

/** What is expected of one load: an outcome, and its reason where it is `blocked`. */
export type Expectation = 'readable' | 'opaque' | `blocked: ${Reason}`;

/** One row of a suite: a page, a relation and a policy, and what each loader is expected to get. */
interface Row {
  /** A claim in the present tense. */
  readonly claim: string;
  readonly page: PageId;
  readonly relation: Relation;
  readonly policy: PolicyName;
  readonly expect: Readonly<Partial<Record<LoaderName, Expectation>>>;
}

/** The rows that make one claim of the article measurable. */
export interface Suite {
  readonly number: number;
  readonly title: string;
  readonly rows: readonly Row[];
}

/** One cell of the matrix: page × loader × relation × policy. */
export interface Scenario {
  /** The four joined by `/`. */
  readonly id: string;
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly relation: Relation;
  readonly policy: PolicyName;
  readonly title: string;
  /** The numbers of the claims that it belongs to. */
  readonly claims: readonly number[];
  readonly expected: Outcome;
  /** Null where it is readable. */
  readonly expectedReason: Reason | null;
}

function parseExpectation(
  loader: LoaderName,
  expectation: Expectation,
): Pick<Scenario, 'expected' | 'expectedReason'> {
  if (expectation === 'readable') return { expected: 'readable', expectedReason: null };
  if (expectation === 'opaque') {
    return {
      expected: 'opaque',
      expectedReason: loader === 'fetch-no-cors' ? 'no-cors-mode' : 'no-crossorigin',
    };
  }
  return { expected: 'blocked', expectedReason: expectation.slice('blocked: '.length) as Reason };
}

/**
 * The scenarios of several suites, in order. A scenario that stands in two of them is one scenario with both claims.
 * @throws Error where two suites expect different things of one scenario
 */
export function scenariosOf(suites: readonly Suite[]): Scenario[] {
  const byId = new Map<string, Scenario>();
  for (const suite of suites) {
    for (const { claim, page, relation, policy, expect } of suite.rows) {
      for (const [loader, expectation] of Object.entries(expect) as [LoaderName, Expectation][]) {
        const id = [page, loader, relation, policy].join('/');
        const parsed = parseExpectation(loader, expectation);
        const known = byId.get(id);
        if (known && (known.expected !== parsed.expected || known.expectedReason !== parsed.expectedReason)) {
          throw new Error(
            `Failed to read the suites: ${id} is expected to be ${known.expected} and ${expectation}`,
          );
        }
        const claims = [...(known?.claims ?? []), suite.number];
        byId.set(id, { id, page, loader, relation, policy, title: known?.title ?? claim, claims, ...parsed });
      }
    }
  }
  return [...byId.values()];
}

const fields = ['page', 'loader', 'relation', 'policy'] as const;

/** A scenario that differs from this one in a single field and is not blocked: the fix, or the edge of the rule. */
export function contrastOf(scenario: Scenario, all: readonly Scenario[]): Scenario | undefined {
  if (scenario.expected !== 'blocked') return undefined;
  const siblings = all.filter(
    (other) =>
      other.expected !== 'blocked' && fields.filter((field) => other[field] !== scenario[field]).length === 1,
  );
  return siblings.find((other) => other.policy !== scenario.policy) ?? siblings[0];
}
