import { shown } from '../../model/http/shown-text';
import { suites } from '../../model/scenarios';
import type { ComparedExchange } from '../exchange/compare-expected';
import type { RunResult } from '../measure/run';
import { linesOf } from './summary';

/** How one check of a run ended, for the reports that other programs read. */
export interface Finding {
  readonly id: string;
  readonly engine: string;
  /** What it is a part of. */
  readonly group: string;
  readonly came: string;
  readonly ended: 'as expected' | 'otherwise' | 'inconclusive' | 'left out';
  /** What there is to say of it; nothing if it is as expected. */
  readonly lines: readonly string[];
}

const endOf = {
  'as predicted': 'as expected',
  'known quirk': 'as expected',
  surprise: 'otherwise',
  inconclusive: 'inconclusive',
} as const;

const suiteTitle = (number: number | undefined): string => {
  const suite = suites.find((each) => each.number === number);
  return suite ? `${suite.number}. ${suite.title}` : 'scenarios';
};

/** The findings of a run of scenarios, those that were left out among them. */
export const findingsOfRun = ({ measurements, leftOut }: RunResult): Finding[] => [
  ...measurements.map((each): Finding => {
    const ended = endOf[each.verdict];
    return {
      id: each.id,
      engine: `${each.engine} ${shown(each.browserVersion)}`,
      group: suiteTitle(each.claims[0]),
      came: [each.outcome, each.reason].filter(Boolean).join(': '),
      ended,
      lines: ended === 'as expected' ? [] : linesOf(each),
    };
  }),
  ...leftOut.map(({ id, engine, why }): Finding => ({
    ...{ id, engine, group: 'left out', came: 'not measured', ended: 'left out' },
    lines: [shown(why)],
  })),
];

/** The findings of a run of exchanges, each with where it came otherwise than its file expects. */
export const findingsOfExchanges = (played: readonly ComparedExchange[]): Finding[] =>
  played.map(({ id, engine, browserVersion, outcome, labError, differences = [] }) => ({
    id: shown(id),
    engine: `${engine} ${shown(browserVersion)}`,
    group: 'exchanges',
    came: outcome,
    ended: labError ? 'inconclusive' : differences.length > 0 ? 'otherwise' : 'as expected',
    lines: labError ? [`${labError.code}: ${shown(labError.message)}`] : differences,
  }));
