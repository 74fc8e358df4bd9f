import type { HeaderLine } from '../../model/http/headers';
import { parseUrl } from '../../model/http/url';
import { shownValue } from '../../model/http/shown-text';
import type { Answer, NamedAnswer } from '../../model/standards/exchange-case';
import { locationUrl } from '../../model/standards/http-redirect-fetch';
import { UsageError } from '../failures/usage-error';
import { answerLine } from './exchange-schema';

/** As servers write it, and as developer tools do. */
const statusLine = /^(?:HTTP\/\S+|:status:) (\d{3})(?: (.*))?$/i;

/** `curl -v` marks what was sent and what it says itself; developer tools have the pseudo-headers of HTTP/2. */
const isBeside = (line: string): boolean => /^(?:[*{}] |> ?|:(?!status:)[a-z]+:)/.test(line);

/** What curl and proxies print before the answer: informational ones, and that to CONNECT. */
const isProvisional = (status: number, reason = ''): boolean =>
  status < 200 || /^connection established$/i.test(reason);

const headerLineOf = (line: string): HeaderLine | undefined => {
  const [, key, value] = /^([^:\s]+):[\t ]*(.*?)[\t ]*$/.exec(line) ?? [];
  return answerLine.safeParse([key, value]).data;
};

/** A header line of the text. @throws UsageError that names the line */
function lineOf(line: string, at: number, name: string): HeaderLine {
  const [, failure] = /^curl: (\(\d+\) .*)/.exec(line) ?? [];
  if (failure !== undefined)
    throw new UsageError(`Failed to read ${name}: curl got no answer, ${shownValue(failure)}`);
  const data = headerLineOf(line);
  if (data) return data;
  throw new UsageError(
    `Failed to read line ${at} of ${name}, ${shownValue(line)}: want a status line, or "Name: value", as curl -sIL prints them`,
  );
}

/** The lines with their numbers. Developer tools copy a value on the line after its name: the two are put together. */
function linesOf(text: string): { readonly line: string; readonly at: number }[] {
  // eslint-disable-next-line no-control-regex -- a terminal prints names in bold
  const all = text.replace(/\u001b\[[\d;]*m/g, '').split(/\r?\n/);
  const isName = (line: string): boolean => /^[\w-]+:?$/.test(line);
  const isValue = (line: string | undefined): line is string => {
    if (line === undefined || line.trim() === '' || statusLine.test(line)) return false;
    const [, value] = headerLineOf(line) ?? [];
    return value === undefined || value.startsWith('//');
  };
  const lines: { readonly line: string; readonly at: number }[] = [];
  for (let i = 0; i < all.length; i++) {
    const [line, next] = [all[i]!, all[i + 1]];
    const isPair = isName(line) && isValue(next);
    lines.push({ line: isPair ? `${line.replace(/:$/, '')}: ${next.trim()}` : line, at: i + 1 });
    if (isPair) i++;
  }
  // Where there is a status line, what stands before the first is the command and what it says.
  const first = lines.findIndex(({ line }) => statusLine.test(line.replace(/^< ?/, '')));
  return lines.slice(Math.max(0, first));
}

/**
 * Answers as `curl -I`, `-i` or `-v` prints them, or developer tools copy them: a status line and header lines each, a blank line after each. What comes
 * after the last of them is its body. Lines without a status line are of a 200.
 * @throws UsageError if a line is none
 */
function parseBlocks(text: string, name: string): Answer[] {
  const answers: { status: number; headers: HeaderLine[]; isProvisional: boolean }[] = [];
  let isOpen = false;
  for (const { line: raw, at } of linesOf(text)) {
    if (isBeside(raw)) continue;
    const line = raw.replace(/^< ?/, '');
    const [, status, reason] = statusLine.exec(line) ?? [];
    const last = answers.at(-1);
    if (status !== undefined) {
      answers.push({
        status: Number(status),
        headers: [],
        isProvisional: isProvisional(Number(status), reason),
      });
      isOpen = true;
    } else if (line.trim() === '') {
      isOpen = false;
    } else if (isOpen && last) {
      last.headers.push(lineOf(line, at, name));
    } else if (!last) {
      answers.push({ status: 200, headers: [lineOf(line, at, name)], isProvisional: false });
      isOpen = true;
    } else break;
  }
  return answers.filter((each) => !each.isProvisional).map(({ status, headers }) => ({ status, headers }));
}

/**
 * The answers of a case, out of what curl printed: redirects in a row, then the answer itself.
 * @throws UsageError if there is none, or the last is a redirect that was not followed
 */
export function answersIn(text: string, name: string, url: string): NamedAnswer[] {
  const answers = parseBlocks(text, name);
  const last = answers.at(-1);
  if (!last)
    throw new UsageError(`Failed to read ${name}: it holds no header line. Paste what curl -sIL URL prints`);
  const base = parseUrl(url);
  if (base && locationUrl(last, base))
    throw new UsageError(
      `Failed to read ${name}: it ends with a redirect. Let curl follow it: curl -sIL URL`,
    );
  return answers.map((each, i) => ({ ...each, for: each === last ? 'actual' : `redirect-${i + 1}` }));
}
