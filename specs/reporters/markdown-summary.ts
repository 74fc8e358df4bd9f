import { shown } from '../../model/http/shown-text';
import { verdicts } from '../../model/evidence/verdict';
import { groupBy } from '../../runner/lists/group-by';
import type { VerdictLine } from '../support/verdict-line';
import { byReason, cutTitles, type Skipped } from './skipped-specs';

export interface Tests {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
  readonly status: string;
}

/** At most this many rows tell of what is not as predicted. */
const mostRows = 50;

const row = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), row(head.map(() => '---')), ...rows.map(row), ''];

/** Verdicts by engine, then what is not as predicted, then the counts of tests and what was skipped: Markdown for the summary of a job. */
export function markdownSummary(lines: readonly VerdictLine[], tests: Tests): string {
  const byEngine = [...groupBy(lines, ({ engine, browserVersion }) => `${engine} ${shown(browserVersion)}`)];
  const counts = byEngine.map(([engine, some]) => [
    engine,
    ...verdicts.map((verdict) => some.filter((line) => line.verdict === verdict).length),
    some.length,
  ]);
  const odd = lines.filter(({ verdict }) => verdict === 'surprise' || verdict === 'inconclusive');
  const told = odd.slice(0, mostRows).map((line) => {
    const came = [line.outcome, line.reason].filter(Boolean).join(': ');
    return [line.engine, `\`${line.id}\``, came, line.verdict];
  });
  const more = odd.length > mostRows ? [`… and ${odd.length - mostRows} more: see verdicts.json`, ''] : [];
  const skipped = byReason(tests.skipped).map(([reason, titles]) => [cutTitles(titles).join('<br>'), reason]);
  return [
    '## Verdicts by engine',
    '',
    ...table(['engine', ...verdicts, 'cells'], counts),
    ...(lines.length === 0 ? ['No scenario was measured.', ''] : []),
    ...table(['engine', 'scenario', 'came', 'verdict'], told),
    ...more,
    `Tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped.length} skipped; the run ${tests.status}.`,
    '',
    ...table(['skipped', 'why'], skipped),
  ].join('\n');
}
