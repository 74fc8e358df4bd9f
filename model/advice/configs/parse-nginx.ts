import { lineOf, Unplaceable, type Directive, type Includes } from './config-tree';

interface Token {
  /** A word, or one of `;`, `{`, `}`. */
  readonly kind: 'word' | ';' | '{' | '}';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const escaped: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  t: '\t',
  r: '\r',
  n: '\n',
};

/** A word as nginx takes it: a backslash before other characters stays, so that patterns keep theirs. */
const unescape = (text: string): string =>
  text.replace(/\\([^])/g, (whole, character: string) => escaped[character] ?? whole);

/** The offset after a word that begins at `start`. */
function endOfWord(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '\\') at += 1;
    else if (character === '$' && text[at + 1] === '{') at += 1;
    else if (/[\s;{]/.test(character)) return at;
  }
  return text.length;
}

function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  throw new Unplaceable(`the quote in line ${lineOf(text, start)} has no end`);
}

/** As `ngx_conf_read_token` of nginx does. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === ';' || character === '{' || character === '}') {
      tokens.push({ kind: character, text: character, start: at, end: at + 1 });
      at += 1;
    } else if (character === '"' || character === "'") {
      const end = endOfQuoted(text, at);
      tokens.push({ kind: 'word', text: unescape(text.slice(at + 1, end - 1)), start: at, end });
      at = end;
    } else {
      const end = endOfWord(text, at);
      tokens.push({ kind: 'word', text: unescape(text.slice(at, end)), start: at, end });
      at = end;
    }
  }
  return tokens;
}

/**
 * The directives of a configuration of nginx.
 * @param file its name, if another one includes it
 * @throws Unplaceable where it is none, or has Lua in it, which is not read
 */
export function parseNginx(text: string, file: string | null): Directive[] {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (why: string, offset: number): never => {
    throw new Unplaceable(`${file === null ? '' : `in ${file} `}${why} in line ${lineOf(text, offset)}`);
  };
  const readAll = (isInner: boolean): Directive[] => {
    const directives: Directive[] = [];
    for (;;) {
      const first = tokens[at];
      if (!first) {
        if (isInner) fail('a } is missing', text.length);
        return directives;
      }
      if (first.kind === '}') {
        if (!isInner) fail('there is a } too many', first.start);
        return directives;
      }
      if (first.kind !== 'word') fail(`there is a ${first.text} that begins nothing`, first.start);
      directives.push(readOne(first));
    }
  };
  const readOne = (first: Token): Directive => {
    const words: string[] = [];
    let token: Token | undefined;
    for (token = tokens[at]; token?.kind === 'word'; token = tokens[at]) {
      words.push(token.text);
      at += 1;
    }
    if (!token || token.kind === '}') return fail('a ; is missing', first.start);
    at += 1;
    const [name = '', ...args] = words;
    if (name.endsWith('_by_lua_block')) fail('there is Lua, which is not read here,', first.start);
    const rest = (end: number) => ({
      name,
      args,
      start: first.start,
      end,
      file,
      raw: text.slice(first.start, end),
    });
    if (token.kind === ';') return { ...rest(token.end), block: null };
    const directives = readAll(true);
    const close = tokens[at]!;
    at += 1;
    return { ...rest(close.end), block: { open: token.end, close: close.start, directives } };
  };
  return readAll(false);
}

/** Includes within includes are followed so far. */
const mostNested = 8;

/**
 * The directives with those of the files that they include, each after its `include`. Where a file is not there, `missing` is
 * told.
 */
export function withIncludes(
  directives: readonly Directive[],
  includes: Includes,
  missing: (include: Directive) => void,
  depth = 0,
): Directive[] {
  const inner = (each: readonly Directive[]) => withIncludes(each, includes, missing, depth + 1);
  return directives.flatMap((directive): Directive[] => {
    const { name, args, block } = directive;
    if (block) return [{ ...directive, block: { ...block, directives: inner(block.directives) } }];
    if (name !== 'include') return [directive];
    const files = depth < mostNested ? includes(args[0] ?? '') : null;
    if (!files) {
      missing(directive);
      return [directive];
    }
    return [directive, ...inner(files.flatMap((file) => parseNginx(file.text, file.name)))];
  });
}
