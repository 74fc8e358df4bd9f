import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import { wrapText } from './fit-terminal';

/** What an answer may have: one screen of a terminal. */
export const mostLines = 25;
/** Columns of a terminal, by which lines are counted. */
const usualColumns = 80;

/** Lines that stand or fall together. */
export interface TextPart {
  readonly lines: readonly string[];
  /** What is left out first where there are too many lines; undefined for what is always told. */
  readonly leftOut?: 'first' | 'last';
}

export const kept = (line: string): TextPart => ({ lines: [line] });
export const leftOutFirst = (lines: readonly string[]): TextPart => ({ lines, leftOut: 'first' });

/** A headed part of a text; an empty line before it that can be done without. Nothing if it has no lines. */
export const headed = (title: string, lines: readonly string[]): TextPart[] =>
  lines.length === 0
    ? []
    : [
        { lines: [''], leftOut: 'last' },
        { lines: [colors.bold(title), ...lines.map((line) => `  ${line}`)] },
      ];

/** A foreign text, safe to show, and cut without a word about how much is missing. */
export const short = (text: string, most = 200): string =>
  shown(text.length > most ? `${text.slice(0, most - 1)}…` : text, most);

/** How many lines a terminal of the usual width shows. */
export const linesOf = (lines: readonly string[]): number =>
  wrapText(lines.join('\n'), usualColumns).split('\n').length;

/** Lines of all parts, without those that can be missed where there are more than `most`. */
export function fitParts(parts: readonly TextPart[], most: number): string[] {
  let left = parts.filter(({ lines }) => lines.length > 0);
  const all = (): string[] => left.flatMap(({ lines }) => lines);
  for (const missed of ['first', 'last'] as const) {
    if (linesOf(all()) <= most) break;
    left = left.filter(({ leftOut }) => leftOut !== missed);
  }
  return all();
}
