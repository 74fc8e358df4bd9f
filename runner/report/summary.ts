import colors from 'picocolors';
import type { Measurement } from '../../model/evidence/measurement';
import { quirksOfRuns } from '../../model/judge/quirks';
import { groupBy } from '../lists/group-by';
import { shown, shownMessage } from '../../model/http/shown-text';
import type { RunResult } from '../measure/run';
import { fitTerminal } from './fit-terminal';
import { tellAlike } from './alike';

/** What there is to say of a cell beside its id: nothing in it that differs between cells which failed for one cause. */
export function linesOf(m: Measurement): string[] {
  if (m.labError) return [`${m.labError.code}: ${shown(m.labError.message)}`];
  const got = [m.outcome, m.reason].filter(Boolean).join(', ');
  const expected = m.quirk
    ? `the quirk ${m.quirk}`
    : [m.expected, m.expectedReason].filter(Boolean).join(', ');
  return [`${got}; expected ${expected}`, ...m.differences.map((difference) => shown(difference))];
}

const tell = (title: string, some: readonly Measurement[], rest?: string): string[] =>
  some.length === 0 ? [] : [title, ...tellAlike(some, linesOf, rest)];

const ofVerdict = (measurements: readonly Measurement[], verdict: Measurement['verdict']) =>
  measurements.filter((each) => each.verdict === verdict);

/** What a reader must look at: surprises and failures of the lab, and why the run ended early. */
export const oddLines = (result: RunResult, rest?: string): string[] => [
  ...tell(colors.red('Surprises:'), ofVerdict(result.measurements, 'surprise'), rest),
  ...tell(
    colors.yellow('Inconclusive, because the lab failed:'),
    ofVerdict(result.measurements, 'inconclusive'),
    rest,
  ),
  ...(result.stats.cells === 0 && !result.interrupted ? [colors.yellow('Nothing was measured.')] : []),
  ...tellEnd(result),
];

/** Scenarios that were not measured, by engine and reason. */
export function tellLeftOut(leftOut: RunResult['leftOut']): string[] {
  const groups = [...groupBy(leftOut, ({ engine, why }) => `${engine}: ${why}`)];
  return groups.map(([reason, some]) => `Left out in ${reason} (${some.length})`);
}

/** Why a run ended early, if it did. */
export const tellEnd = ({ interrupted, endedBy }: Pick<RunResult, 'interrupted' | 'endedBy'>): string[] => [
  ...(endedBy === undefined ? [] : [colors.yellow(shownMessage(endedBy))]),
  ...(interrupted ? [colors.yellow('Interrupted: this is what had been measured.')] : []),
];

/** Under what conditions each browser was measured. */
const tellProfile = ({ engine, version, profile }: RunResult['stats']['browsers'][number]): string =>
  colors.dim(`Profile of ${engine} ${shown(version)}: ${[profile.driver, ...profile.differs].join('; ')}`);

/** What is told of a run beside its table. */
export const toldOf = (result: RunResult) => ({
  value: result,
  summary: summaryLines(result),
  isNothing: result.interrupted === true && result.stats.cells === 0,
});

/** What a run came to: surprises and failures of the lab, each cause once, then one line of counts. */
export function summaryLines(result: RunResult): string {
  const { measurements, leftOut, stats } = result;
  const { verdicts, cells, seconds, browsers } = stats;
  const count = (id: string) => measurements.filter(({ quirk }) => quirk === id).length;
  const seen = new Set(measurements.map(({ quirk }) => quirk));
  const known = quirksOfRuns
    .filter(({ id }) => seen.has(id))
    .map((quirk) => `Known quirk of ${quirk.engine}: ${quirk.title} (${count(quirk.id)})`);
  const again = measurements.filter(({ askedAgain }) => askedAgain).length;
  const counts = Object.entries(verdicts).filter(([verdict, n]) => n > 0 || verdict === 'surprise');
  const lines = [
    ...browsers.map(tellProfile),
    ...tellLeftOut(leftOut),
    ...known,
    ...oddLines(result),
    `${cells} cells in ${seconds.toFixed(1)} s in ${browsers.map((b) => `${b.engine} ${shown(b.version)}`).join(', ')}: ` +
      counts.map(([verdict, n]) => `${n} ${verdict}`).join(', ') +
      (again > 0 ? `; ${again} asked again` : ''),
  ];
  return fitTerminal(lines.join('\n'));
}
