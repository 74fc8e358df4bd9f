import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import { wrapText } from './fit-terminal';

/** What an answer may have: one screen of a terminal. */
export const mostLines = 25;
/** Columns of a terminal, by which lines are counted. */
const usualColumns = 80;

/** How early lines are left out where there are too many; `never` as long as there is any other way. */
type LeftOut = 'first' | 'second' | 'last' | 'never';

/** Lines that stand or fall together. */
export interface TextPart {
  readonly lines: readonly string[];
  readonly leftOut: LeftOut;
}

export const part = (lines: readonly string[], leftOut: LeftOut = 'never'): TextPart => ({ lines, leftOut });

/** The head of a part of a text, with an empty line before it that can be done without. */
export const head = (title: string): TextPart[] => [part([''], 'second'), part([colors.bold(title)])];

/** A foreign text, safe to show, and cut without a word about how much is missing. */
export const short = (text: string, most = 200): string =>
  shown(text.length > most ? `${text.slice(0, most - 1)}…` : text, most);

/** How many lines a terminal of the usual width shows. */
export const linesOf = (lines: readonly string[]): number =>
  wrapText(lines.join('\n'), usualColumns).split('\n').length;

/** How many characters of a text from elsewhere are told, where there is room, and where there is less. */
const lengths = [300, 150, 76] as const;

const without = (parts: readonly TextPart[], missed: readonly LeftOut[]): string[] =>
  parts.filter(({ leftOut }) => !missed.includes(leftOut)).flatMap(({ lines }) => lines);

/**
 * Lines of a text, no more than `most` of them on a terminal of the usual width: its longest version that fits.
 * @param write the text's parts, with no more than so many characters of what is from elsewhere
 */
export function fitParts(write: (length: number) => readonly TextPart[], most: number): string[] {
  const isFit = (lines: readonly string[]): boolean => linesOf(lines) <= most;
  const versions = [
    ...lengths.flatMap((length) => [
      () => without(write(length), []),
      () => without(write(length), ['first']),
      () => without(write(length), ['first', 'second']),
    ]),
    () => without(write(lengths.at(-1)!), ['first', 'second', 'last']),
  ];
  for (const version of versions) {
    const lines = version();
    if (isFit(lines)) return lines;
  }
  const lines = versions.at(-1)!();
  const rest = '  … (--json tells all)';
  while (!isFit([...lines, rest])) lines.pop();
  return [...lines, rest];
}
