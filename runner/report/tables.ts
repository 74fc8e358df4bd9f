import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import colors from 'picocolors';
import { terminalWidth } from './terminal-width';

/** How wide a table is where nobody says. */
const usualWidth = 120;
/** A table with rules needs more than this: below, each row stands as a list. */
const leastForRules = 72;

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

/** Rows one below the other: the first cell, then each other under its heading, but for empty ones. */
const asLists = (head: readonly string[], rows: Rows): string =>
  rows
    .flatMap(([first = '', ...cells]) => [
      first,
      ...cells.flatMap((cell, i) =>
        cell === '' ? [] : [`  ${colors.dim(head[i + 1])}: ${cell.replaceAll('\n', '\n    ')}`],
      ),
    ])
    .join('\n');

/** A table as wide as the terminal; `shares` are its columns' parts of it. */
export function renderTable(head: readonly string[], shares: readonly number[], rows: Rows): string {
  const width = terminalWidth() ?? usualWidth;
  if (width < leastForRules) return asLists(head, rows);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const usable = width - shares.length - 1;
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

/** A row that is wider than the terminal, its cells one below the other. */
const stacked = (row: readonly string[]): string[] =>
  row.filter((cell) => cell !== '').map((cell, i) => (i === 0 ? cell : `    ${cell}`));

/** Rows as lines, one each; the cells of all stand one below the other if one is wider than the terminal. */
export function columnsOf(rows: Rows): string[] {
  if (rows.length === 0) return [];
  const lines = toLines(rows);
  // What stands before them is an indent of two.
  const width = (terminalWidth() ?? Infinity) - 2;
  const isTooWide = lines.some((line) => stripVTControlCharacters(line).length > width);
  return isTooWide ? rows.flatMap(stacked) : lines;
}

function toLines(rows: Rows): string[] {
  const table = new Table({
    chars: bare,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  rows.forEach((row) => table.push([...row]));
  return table.toString().replace(/ +$/gm, '').split('\n');
}

/** Columns without lines, each as wide as it needs: for what is copied from the terminal or searched in it. */
export const renderColumns = (rows: Rows): string => columnsOf(rows).join('\n');
