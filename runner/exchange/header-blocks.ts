import type { HeaderLine } from '../../model/http/headers';
import { parseUrl } from '../../model/http/url';
import { shownValue } from '../../model/http/shown-text';
import type { Answer, NamedAnswer } from '../../model/standards/exchange-case';
import { locationUrl } from '../../model/standards/http-redirect-fetch';
import { UsageError } from '../common/usage-error';
import { answerLine } from './exchange-schema';

const statusLine = /^HTTP\/\S+ (\d{3})(?: (.*))?$/;

/** What curl and proxies print before the answer: informational ones, and that to CONNECT. */
const isProvisional = (status: number, reason = ''): boolean =>
  status < 200 || /^connection established$/i.test(reason);

/** A header line of the text. @throws UsageError that names the line */
function lineOf(line: string, at: number, name: string): HeaderLine {
  const [, key, value] = /^([^:\s]+):[\t ]*(.*?)[\t ]*$/.exec(line) ?? [];
  const { data } = answerLine.safeParse([key, value]);
  if (data) return data;
  throw new UsageError(
    `Failed to read line ${at} of ${name}, ${shownValue(line)}: want a status line, or "Name: value", as curl -sIL prints them`,
  );
}

/**
 * Answers as `curl -I`, `-i` or `-v` prints them: a status line and header lines each, a blank line after each. What comes
 * after the last of them is its body. Lines without a status line are of a 200.
 * @throws UsageError if a line is none
 */
function parseBlocks(text: string, name: string): Answer[] {
  const answers: { status: number; headers: HeaderLine[]; isProvisional: boolean }[] = [];
  let isOpen = false;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    // `curl -v` marks what was sent, what came, and what it says itself.
    if (/^[>*{}] ?/.test(raw)) continue;
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
      last.headers.push(lineOf(line, i + 1, name));
    } else if (!last) {
      answers.push({ status: 200, headers: [lineOf(line, i + 1, name)], isProvisional: false });
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
