import { stripVTControlCharacters } from 'node:util';
import { terminalWidth } from './terminal-width';

/** Loaded where a line is too long: most commands write none. */
const wrap = (line: string, columns: number): string =>
  (require('wrap-ansi') as typeof import('wrap-ansi')).default(line, columns);

/** What is typed or copied as it stands. */
const isTyped = (line: string): boolean => /^\s*(?:\$ |(?:npx )?earshot |curl |npm |node )/.test(line);

/** One line in the width, what follows two more columns in. A long word, such as a link, stays whole. */
function wrapLine(line: string, width: number): string {
  if (stripVTControlCharacters(line).length <= width) return line;
  const [indent] = /^ */.exec(line)!;
  const inner = Math.max(width - indent.length - 2, 20);
  return wrap(line.trim(), inner)
    .split('\n')
    .map((each, i) => `${indent}${i === 0 ? '' : '  '}${each}`)
    .join('\n');
}

/** A text, each line within so many columns. Commands stay whole. */
export const wrapText = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => (isTyped(line) ? line : wrapLine(line, width)))
    .join('\n');

/** A text for a person, each line within the width of the terminal; as it is where there is none. Commands stay whole. */
export function fitTerminal(text: string): string {
  const width = terminalWidth();
  return width === undefined ? text : wrapText(text, width);
}
