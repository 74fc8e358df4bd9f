import { lineOf, Unplaceable, type Directive, type Includes } from './config-tree';

interface Line {
  /** Without the backslashes that join it of several. */
  readonly text: string;
  readonly start: number;
  /** After its last character, before the newline. */
  readonly end: number;
}

/** Lines with something in them, those that a backslash joins as one. */
function linesOf(text: string): Line[] {
  return [...text.matchAll(/^(?:[^\n]*\\\r?\n)*[^\n]*$/gm)].flatMap(({ 0: whole, index }) => {
    const start = index + /^\s*/.exec(whole)![0].length;
    const end = index + whole.trimEnd().length;
    const said = text.slice(start, end).replace(/\\\r?\n/g, ' ');
    return said === '' || said.startsWith('#') ? [] : [{ text: said, start, end }];
  });
}

/** Words, without the quotes around them. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\S+/g)].map(([whole, double, single]) =>
    (double ?? single ?? whole).replace(/\\(["'\\])/g, '$1'),
  );

/**
 * The directives of a configuration of Apache, sections with those in them.
 * @param file its name, if another one includes it
 * @throws Unplaceable where a section has no end
 */
export function parseApache(text: string, file: string | null): Directive[] {
  const lines = linesOf(text);
  let at = 0;
  const readUntil = (opened: (Line & { readonly name: string }) | null): Directive[] => {
    const directives: Directive[] = [];
    for (let line = lines[at]; line; line = lines[at]) {
      at += 1;
      const { start, end } = line;
      const closes = /^<\/(\w+)\s*>$/.exec(line.text)?.[1];
      if (closes !== undefined) {
        if (closes.toLowerCase() === opened?.name.toLowerCase()) return directives;
        throw new Unplaceable(`</${closes}> in line ${lineOf(text, start)} closes nothing`);
      }
      const section = /^<(\w+)\s*([^]*?)>$/.exec(line.text);
      const [name = '', ...args] = section ? [section[1]!, ...wordsOf(section[2]!)] : wordsOf(line.text);
      const head = { name, args, start, file };
      if (!section) {
        directives.push({ ...head, end, block: null, raw: text.slice(start, end) });
        continue;
      }
      const inner = readUntil({ ...line, name });
      const closing = lines[at - 1]!;
      directives.push({
        ...head,
        end: closing.end,
        raw: text.slice(start, closing.end),
        block: { open: end, close: closing.start, directives: inner },
      });
    }
    if (opened) throw new Unplaceable(`<${opened.name}> in line ${lineOf(text, opened.start)} has no end`);
    return directives;
  };
  return readUntil(null);
}

const mostNested = 8;

/** The directives with those of the files that they include. Where one is not there, `missing` is told; an `IncludeOptional` may name none. */
export function withApacheIncludes(
  directives: readonly Directive[],
  includes: Includes,
  missing: (include: Directive) => void,
  depth = 0,
): Directive[] {
  const inner = (each: readonly Directive[]) => withApacheIncludes(each, includes, missing, depth + 1);
  return directives.flatMap((directive): Directive[] => {
    const { name, args, block } = directive;
    if (block) return [{ ...directive, block: { ...block, directives: inner(block.directives) } }];
    if (!/^include(?:optional)?$/i.test(name)) return [directive];
    const files = depth < mostNested ? includes(args[0] ?? '') : null;
    if (!files) {
      missing(directive);
      return [directive];
    }
    return [directive, ...inner(files.flatMap((each) => parseApache(each.text, each.name)))];
  });
}
