/**
 * What a text says in JSON.
 * @throws SyntaxError that says in a line why it is none, and where, if Node tells: by line and column, each from 1. It has
 * nothing of the text, which may hold secrets
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = (error as SyntaxError).message.replace(quoted, '').split('\n')[0]!;
    // eslint-disable-next-line preserve-caught-error -- its message quotes the text
    throw new SyntaxError(placedByLine(why, text));
  }
}

/** The part of the text that Node quotes where a token is unexpected. */
const quoted = /, (?:\.{3})?".*$/s;

/** Node counts characters from the start of all; some versions add the line, in parentheses. */
const placedByLine = (why: string, text: string): string =>
  why.replace(/ (?:in|after) JSON at position (\d+).*$/, (_, position: string) => {
    const before = text.slice(0, Number(position)).split(/\r\n|\n|\r/);
    return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
  });
