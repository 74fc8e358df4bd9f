import { outcomes } from '../../../model/standards/outcome';
import { reasonCodes, type Reason } from '../../../model/standards/reason';
import { meant } from '../../given/nearest';
import type { CheckedLoad } from '../check-result';

/** What may be expected of a load: that it could not be found out is nothing to expect. */
export const expectableOutcomes = [...outcomes, 'silent'] as const;
export type ExpectableOutcome = (typeof expectableOutcomes)[number];

/** What somebody expects of a load. */
export interface Expectation {
  readonly outcome: ExpectableOutcome;
  /** Null: whatever reason. */
  readonly reason: Reason | null;
}

const isOneOf = <N extends string>(name: string, names: readonly N[]): name is N =>
  (names as readonly string[]).includes(name);

/**
 * Reads an outcome, with a reason if one is expected: `readable`, `blocked:csp`.
 * @returns why it is none, as a text
 */
export function readExpectation(text: string): Expectation | string {
  const [outcome = '', reason, ...more] = text.split(':').map((part) => part.trim());
  if (!isOneOf(outcome, expectableOutcomes))
    return `want ${expectableOutcomes.join(', ')}, with a reason or without, such as blocked:csp.${meant(outcome, expectableOutcomes)}`;
  if (reason === undefined) return { outcome, reason: null };
  if (more.length > 0 || !isOneOf(reason, reasonCodes))
    return `the reason behind ":" is none that Earshot knows.${meant(reason, reasonCodes)} "npx earshot schema check" lists them`;
  if (outcome === 'readable' || outcome === 'silent') return `what is ${outcome} has no reason`;
  return { outcome, reason };
}

/** As it is written: `blocked:csp`. */
export const expectationText = ({ outcome, reason }: Pick<CheckedLoad, 'outcome' | 'reason'>): string =>
  reason === null ? outcome : `${outcome}:${reason}`;

/** How a load compares with what is expected of it. */
export type Compared = 'as expected' | 'otherwise' | 'inconclusive';

/**
 * Compares what came with what is expected. Silence does not tell whether a song is readable, and one that is expected to
 * be is neither found to be so nor not.
 */
export function compareWith(
  { outcome, reason }: Expectation,
  came: Pick<CheckedLoad, 'outcome' | 'reason'>,
): Compared {
  if (came.outcome === 'inconclusive') return 'inconclusive';
  if (came.outcome === 'silent' && outcome === 'readable') return 'inconclusive';
  if (came.outcome !== outcome) return 'otherwise';
  return reason === null || came.reason === reason ? 'as expected' : 'otherwise';
}
