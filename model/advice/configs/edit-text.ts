import type { Block, Directive } from './config-tree';

/** Text that takes the place of what stands between two offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @throws Error if two of them change the same text */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Error(`Failed to edit the text at ${edit.start}: two edits overlap`);
    edited += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return edited + text.slice(at);
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The offset after the line's end; that of the text where it has none. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];

const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text);
/** Nothing, or a comment on the same line. */
const isRest = (text: string): boolean => /^[ \t]*(?:#[^\n]*)?\r?\n?$/.test(text);
const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** What one step in is, in this file. */
function stepOf(text: string): string {
  const found = /^([ \t]+)\S/m.exec(text)?.[1];
  if (found === undefined) return '    ';
  return found.startsWith('\t') ? '\t' : found.length > 4 ? '    ' : found;
}

/** Lines as this file would write them: recipes set theirs in by two spaces. */
function written(text: string, lines: readonly string[], indent: string): string {
  const step = stepOf(text);
  const newline = newlineOf(text);
  return lines
    .map((line) => {
      if (line === '') return newline;
      const [spaces] = /^(?: {2})*/.exec(line)!;
      return `${indent}${step.repeat(spaces.length / 2)}${line.slice(spaces.length)}${newline}`;
    })
    .join('');
}

/** Takes a directive out, with its lines where nothing else stands there. */
export function without(text: string, { start, end }: Pick<Directive, 'start' | 'end'>): TextEdit {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (isBlank(text.slice(from, start)) && isRest(text.slice(end, to)))
    return { start: from, end: to, text: '' };
  const spaces = /^[ \t]*/.exec(text.slice(end))![0].length;
  return { start, end: end + spaces, text: '' };
}

const inserted = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** Puts lines before a directive. */
export function before(text: string, { start }: Directive, lines: readonly string[]): TextEdit {
  const from = lineStart(text, start);
  const indent = indentAt(text, start);
  if (isBlank(text.slice(from, start))) return inserted(from, written(text, lines, indent));
  return inserted(start, `${newlineOf(text)}${written(text, lines, indent)}${indent}`);
}

/** How far the directives of a block are set in. */
function indentIn(text: string, parent: Directive, { directives, open }: Block): string {
  const first = directives.find(
    ({ start, file }) => file === null && start >= open && isBlank(text.slice(lineStart(text, start), start)),
  );
  return first ? indentAt(text, first.start) : indentAt(text, parent.start) + stepOf(text);
}

/** Puts lines at the beginning of a directive's block. */
export function atHead(
  text: string,
  parent: Directive & { readonly block: Block },
  lines: readonly string[],
): TextEdit {
  const { open, close } = parent.block;
  const indent = indentIn(text, parent, parent.block);
  const end = lineEnd(text, open);
  if (end <= close && isRest(text.slice(open, end))) return inserted(end, written(text, lines, indent));
  const newline = newlineOf(text);
  const spaces = /^[ \t]*/.exec(text.slice(open))![0].length;
  return { start: open, end: open + spaces, text: `${newline}${written(text, lines, indent)}${indent}` };
}

/** Puts lines at the end of a directive's block. */
export function atEnd(
  text: string,
  parent: Directive & { readonly block: Block },
  lines: readonly string[],
): TextEdit {
  const { close } = parent.block;
  const indent = indentIn(text, parent, parent.block);
  const from = lineStart(text, close);
  if (isBlank(text.slice(from, close))) {
    const lacksNewline = close === text.length && from !== close;
    return inserted(lacksNewline ? close : from, written(text, lines, indent));
  }
  return inserted(close, `${newlineOf(text)}${written(text, lines, indent)}${indentAt(text, parent.start)}`);
}

/** Gives a directive without a block one, in place of the `end` of it that ends its line. */
export function withBlock(text: string, directive: Directive, lines: readonly string[]): TextEdit {
  const indent = indentAt(text, directive.start);
  const newline = newlineOf(text);
  const inner = written(text, lines, indent + stepOf(text));
  return inserted(directive.end, ` {${newline}${inner}${indent}}`);
}
