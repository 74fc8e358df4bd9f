import Table from 'cli-table3';
import colors from 'picocolors';

/** Columns of the terminal, within what reads well. */
const terminalWidth = (): number => Math.min(Math.max(process.stdout.columns || 120, 80), 160);

const noRules = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
const noLines = {
  ...noRules,
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
};
const bare = { ...noLines, 'bottom-left': '', 'bottom-right': '', left: '', right: '', middle: '  ' };
const border = colors.isColorSupported ? ['grey'] : [];

type Rows = readonly (readonly string[])[];

/** A headed part of a text for a person; nothing if it has no lines. */
export const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', colors.bold(title), ...lines.map((line) => `  ${line}`)];

/** A table as wide as the terminal; `shares` are its columns' parts of it. */
export function renderTable(head: readonly string[], shares: readonly number[], rows: Rows): string {
  const all = shares.reduce((sum, share) => sum + share, 0);
  const usable = terminalWidth() - shares.length - 1;
  const table = new Table({
    head: head.map((name) => colors.bold(name)),
    colWidths: shares.map((share) => Math.floor((share / all) * usable)),
    wordWrap: true,
    chars: noRules,
    style: { head: [], border },
  });
  rows.forEach((row) => table.push([...row]));
  return table.toString();
}

/** Rows as lines, one each. */
export const columnsOf = (rows: Rows): string[] => (rows.length === 0 ? [] : renderColumns(rows).split('\n'));

/** Columns without lines, each as wide as it needs: for what is copied from the terminal or searched in it. */
export function renderColumns(rows: Rows): string {
  const table = new Table({
    chars: bare,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  rows.forEach((row) => table.push([...row]));
  return table.toString().replace(/ +$/gm, '');
}
