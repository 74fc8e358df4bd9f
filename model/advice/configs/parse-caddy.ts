import { lineOf, Unplaceable, type Directive } from './config-tree';

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly start: number;
  readonly end: number;
}

const quoted = /"(?:\\[^]|[^"\\])*"|`[^`]*`/y;

/** The words of each line that has any. A quoted word may go over several. */
function linesOf(text: string): Word[][] {
  const lines: Word[][] = [];
  let line: Word[] = [];
  let at = 0;
  const endLine = () => {
    if (line.length > 0) lines.push(line);
    line = [];
  };
  while (at < text.length) {
    const character = text[at]!;
    if (character === '\n') {
      endLine();
      at += 1;
    } else if (/\s/.test(character)) {
      at += 1;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = text.indexOf('\n', at) + 1;
    } else if (character === '"' || character === '`') {
      quoted.lastIndex = at;
      const found = quoted.exec(text)?.[0];
      if (found === undefined) throw new Unplaceable(`the quote in line ${lineOf(text, at)} has no end`);
      const said = found.slice(1, -1);
      line.push({
        text: character === '"' ? said.replace(/\\"/g, '"') : said,
        ...{ isQuoted: true, start: at, end: at + found.length },
      });
      at += found.length;
    } else {
      const [word] = /^\S+/.exec(text.slice(at))!;
      if (/^<<[A-Za-z0-9_-]+$/.test(word))
        throw new Unplaceable(`there is a text over several lines (${word}), which is not read here,`);
      line.push({ text: word, isQuoted: false, start: at, end: at + word.length });
      at += word.length;
    }
  }
  endLine();
  return lines;
}

const is = (word: Word | undefined, text: string): boolean => word?.isQuoted === false && word.text === text;

/**
 * The directives of a Caddyfile: a site is one by the name of its first address, its other addresses are its arguments.
 * @throws Unplaceable where braces do not go together
 */
export function parseCaddy(text: string): Directive[] {
  const lines = linesOf(text);
  let at = 0;
  const readUntil = (opened: Word | null): Directive[] => {
    const directives: Directive[] = [];
    for (let line = lines[at]; line; line = lines[at]) {
      at += 1;
      const [first] = line;
      if (is(first, '}')) {
        if (opened && line.length === 1) return directives;
        throw new Unplaceable(`the } in line ${lineOf(text, first!.start)} closes nothing`);
      }
      const brace = line.at(-1)!;
      const opens = is(brace, '{');
      const words = opens ? line.slice(0, -1) : line;
      const [name = '', ...args] = words.map((word) => word.text);
      const { start } = first!;
      if (!opens) {
        const { end } = brace;
        directives.push({ name, args, start, end, file: null, raw: text.slice(start, end), block: null });
        continue;
      }
      const inner = readUntil(brace);
      const { start: close, end } = lines[at - 1]![0]!;
      directives.push({
        ...{ name, args, start, end, file: null, raw: text.slice(start, end) },
        block: { open: brace.end, close, directives: inner },
      });
    }
    if (opened) throw new Unplaceable(`the { in line ${lineOf(text, opened.start)} has no end`);
    return directives;
  };
  return readUntil(null);
}
