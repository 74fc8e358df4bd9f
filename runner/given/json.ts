/**
 * What a text says in JSON.
 * @throws SyntaxError that says in a line why it is none, and where: by line and column, each from 1
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [why = ''] = (error as SyntaxError).message.split('\n');
    throw new SyntaxError(placedByLine(why, text), { cause: error });
  }
}

/** Node counts characters from the start of all; some versions add the line, in parentheses. */
const placedByLine = (why: string, text: string): string =>
  why.replace(/ in JSON at position (\d+).*$/, (_, position: string) => {
    const before = text.slice(0, Number(position)).split(/\r\n|\n|\r/);
    return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
  });
