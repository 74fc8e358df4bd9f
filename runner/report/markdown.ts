import { groupBy } from '../lists/group-by';
import { alike, idsOf } from './alike';
import type { Finding } from './finding';

const ends = ['as expected', 'otherwise', 'inconclusive', 'left out'] as const satisfies Finding['ended'][];

/** At most this many causes have a row. */
const mostRows = 50;

const escape = (text: string): string =>
  text.replace(/[\\|`*_<>[\]]/g, (mark) => `\\${mark}`).replaceAll('\n', '<br>');
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), row(head.map(() => '---')), ...rows.map(row), ''];

/** The findings as Markdown, for the summary of a job: counts by browser, then each cause once. */
export function markdownOf(findings: readonly Finding[]): string {
  const counts = [...groupBy(findings, ({ engine }) => engine)].map(([engine, some]) => [
    escape(engine),
    ...ends.map((end) => some.filter(({ ended }) => ended === end).length),
  ]);
  const odd = findings.filter(({ ended }) => ended !== 'as expected');
  const causes = alike(odd, ({ engine, ended, came, lines }) => [engine, ended, came, ...lines].join('\n'));
  const rows = causes.slice(0, mostRows).map(({ some }) => {
    const [{ engine, ended, lines }] = some;
    return [engine, ended, String(some.length), idsOf(some).join('\n'), lines.join('\n')].map(escape);
  });
  return [
    '## Earshot',
    '',
    ...table(['browser', ...ends], counts),
    ...(findings.length === 0 ? ['Nothing was measured.', ''] : []),
    ...table(['browser', 'came', 'cells', 'such as', 'what came'], rows),
    ...(causes.length > mostRows ? [`… and ${causes.length - mostRows} more causes.`, ''] : []),
  ].join('\n');
}
