import colors from 'picocolors';
import type { Measurement } from '../../model/evidence/measurement';
import { isPolicyName } from '../../model/lab/policies';
import { suites } from '../../model/scenarios';
import { rowTitle } from '../../model/scenarios/build/scenario';
import { groupBy } from '../lists/group-by';
import { renderTable } from './tables';

const columns = ['readable', 'opaque', 'blocked'] as const;

const mark = {
  'as predicted': '',
  'known quirk': ' (quirk)',
  surprise: ' (SURPRISE)',
  inconclusive: ' (inconclusive)',
} as const;

/** The loaders that came to one outcome, each reason under its own heading. */
function describe(some: readonly Measurement[]): string {
  const byReason = groupBy(some, ({ reason, part }) => (reason ?? '') + (part ? ` (${part})` : ''));
  const lines = [...byReason].flatMap(([reason, group]) => {
    const names = group.map(({ loader, verdict }) => loader + mark[verdict]).join(', ');
    return reason === '' ? [names] : [`${colors.yellow(reason)}: ${names}`];
  });
  return lines.join('\n');
}

/** One row for a page, a relation and a policy: which loaders came to what. */
function rowOf(group: readonly Measurement[], engines: string): string[] {
  const [first] = group;
  const { page, relation, policy } = first!;
  const title =
    group.length > 1 && isPolicyName(policy) ? rowTitle({ page, relation, policy }) : first!.title;
  const failed = group.filter(({ outcome }) => outcome === 'inconclusive');
  const cells = columns.map((column) => describe(group.filter(({ outcome }) => outcome === column)));
  const lost =
    failed.length > 0 ? [colors.red(`inconclusive: ${failed.map(({ loader }) => loader).join(', ')}`)] : [];
  return [
    [title, colors.dim(`${page} / ${relation} / ${policy}`), engines, ...lost].filter(Boolean).join('\n'),
    ...cells,
  ];
}

/** Rows of one claim. Engines that agree share a row. */
function rowsOf(some: readonly Measurement[]): string[][] {
  const byCase = groupBy(some, ({ page, relation, policy }) => [page, relation, policy].join('/'));
  return [...byCase.values()].flatMap((cases) => {
    const byEngine = [...groupBy(cases, ({ engine }) => engine)];
    const alike = groupBy(byEngine, ([, group]) =>
      group.map((m) => `${m.loader}=${m.outcome},${m.reason ?? ''},${m.verdict}`).join(),
    );
    return [...alike.values()].map((same) => {
      const engines = alike.size > 1 ? `only ${same.map(([engine]) => engine).join(', ')}` : '';
      return rowOf(same[0]![1], engines);
    });
  });
}

/** Outcomes as a table, claim by claim. A scenario that belongs to several claims stands under its first. */
export function resultTable(measurements: readonly Measurement[]): string {
  const byClaim = groupBy(measurements, ({ claims }) => String(claims[0]));
  const tables = suites.flatMap(({ number, title }) => {
    const some = byClaim.get(String(number)) ?? [];
    if (some.length === 0) return [];
    return [
      colors.bold(`${number}. ${title}`),
      renderTable(['scenario', ...columns], [5, 3, 2.2, 4], rowsOf(some)),
      '',
    ];
  });
  return tables.join('\n');
}
