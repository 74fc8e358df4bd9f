import type { Scenario } from '../../model/scenarios/build/scenario';
import { columnsOf, renderColumns } from './tables';

/** A suite as JSON has it. */
export interface ListedSuite {
  readonly number: number;
  readonly title: string;
  readonly cells: number;
}

/** The suites for a person, and how to see the cells of one. */
export const suiteList = (suites: readonly ListedSuite[], cells: number): string =>
  [
    ...columnsOf([
      ['suite', 'title', 'cells'],
      ...suites.map((each) => [String(each.number), each.title, String(each.cells)]),
    ]),
    '',
    `${cells} cells; some are in several suites.`,
    'The cells of suite 4: npx earshot list --only claim:4    All: npx earshot list --all',
  ].join('\n');

/** Scenarios for a person, a line each. */
export function listTable(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ id, title, expected, expectedReason }) => [
    id,
    [expected, expectedReason].filter(Boolean).join(': '),
    title,
  ]);
  return `${renderColumns(rows)}\n\n${scenarios.length} scenarios`;
}
