import colors from 'picocolors';
import type { Measurement } from '../../model/evidence/measurement';
import { suites } from '../../model/scenarios';
import { groupBy } from '../lists/group-by';
import { renderTable } from './tables';

const count = (some: readonly Measurement[], outcome: Measurement['outcome']): string =>
  String(some.filter((each) => each.outcome === outcome).length);

/** Verdicts that a reader must look at, in colour; the rest is as predicted. */
function verdictsOf(some: readonly Measurement[]): string {
  const of = (verdict: Measurement['verdict']) => some.filter((each) => each.verdict === verdict).length;
  const told = [
    [of('surprise'), 'surprise', colors.red],
    [of('inconclusive'), 'inconclusive', colors.yellow],
    [of('known quirk'), 'known quirk', colors.cyan],
  ] as const;
  const lines = told.flatMap(([n, verdict, colour]) => (n > 0 ? [colour(`${n} ${verdict}`)] : []));
  return lines.join(', ') || 'as predicted';
}

/** One line for each suite and engine: how many loads came to what. */
export function suiteTable(measurements: readonly Measurement[]): string {
  const rows = suites.flatMap(({ number, title }) => {
    const ofSuite = measurements.filter(({ claims }) => claims.includes(number));
    return [...groupBy(ofSuite, ({ engine }) => engine)].map(([engine, some], i) => [
      i === 0 ? `${number}. ${title}` : '',
      engine,
      count(some, 'readable'),
      count(some, 'opaque'),
      count(some, 'blocked'),
      verdictsOf(some),
    ]);
  });
  return renderTable(
    ['suite', 'browser', 'readable', 'opaque', 'blocked', 'verdict'],
    [7, 2, 2, 2, 2, 4],
    rows,
  );
}
