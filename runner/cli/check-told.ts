import { secretLines } from '../../model/check/session-cookie';
import { shown } from '../../model/http/shown-text';
import type { CheckFinding } from '../check/gate/check-finding';
import type { DoneCheck } from '../check/gate/check-all';
import type { PlannedCheck } from '../check/gate/planned-check';
import { withDiffs } from '../check/config-diff';
import type { ConfigFile } from '../check/config-file';
import { Redactor } from '../check/redact';
import { findingLines, reportOf } from '../report/check-finding-lines';
import { checkText } from '../report/check-text';
import { checksText } from '../report/checks-text';
import { configDiffText } from '../report/config-diff-text';

interface Found {
  readonly checks: readonly PlannedCheck[];
  /** Those of them that were done to their end. */
  readonly done: readonly DoneCheck[];
  /** What came of these, in their order. */
  readonly byCheck: readonly (readonly CheckFinding[])[];
  readonly isInterrupted: boolean;
}

interface How {
  /** One URL was asked for, and no file. */
  readonly isOne: boolean;
  /** Somebody says what is expected: it is told how it compares. */
  readonly isCompared: boolean;
  /** What there is to say besides. */
  readonly words: readonly string[];
  /** The person's own file, in which the fix is to be shown. */
  readonly config: ConfigFile | undefined;
}

/** Every URL that stands in what was found: a redirect may lead to one with a token. */
const urlsIn = ({ result: { document, loads, parts = [] } }: DoneCheck): string[] => [
  ...(document ? [document.url] : []),
  ...parts.map(({ url }) => url),
  ...[...loads, ...parts.flatMap((part) => part.loads)].flatMap(({ wire }) =>
    wire.flatMap(({ url, headers }) => [
      url,
      ...headers.flatMap(([name, value]) =>
        name.toLowerCase() === 'location' && URL.canParse(value, url) ? [new URL(value, url).href] : [],
      ),
    ]),
  ),
];

function interruptedWords({ checks, done }: Found): string {
  const which = done.length === 0 ? '' : `: ${done.map(({ check }) => shown(check.place)).join(', ')}`;
  return `Interrupted: ${done.length} of ${checks.length} were checked to the end${which}.`;
}

/** Which of several checks is under way, as the beginning of a line. */
export const whichWords = (checks: readonly PlannedCheck[], number: number): string =>
  checks.length === 1 ? '' : `${number + 1} of ${checks.length}, ${shown(checks[number]!.place)}: `;

/** What checks found, as it is told: nothing that a person gave and nobody else may see is in it. */
export function toldOfChecks(found: Found, { isOne, isCompared, words, config }: How) {
  const { checks, done, byCheck, isInterrupted } = found;
  const urls = [
    ...checks.flatMap(({ url, pageUrl }) => [url, ...(pageUrl === undefined ? [] : [pageUrl])]),
    ...done.flatMap(urlsIn),
  ];
  const headers = checks.flatMap(({ headers: own, cookies, pageCookies = [] }) => [
    ...own,
    ...secretLines([...cookies, ...pageCookies]),
  ]);
  const redactor = new Redactor(urls, headers);
  const told = redactor.value(
    done.map(({ result }, i) => ({
      result: config ? withDiffs(result, config, redactor) : result,
      findings: byCheck[i]!,
    })),
  );
  const findings = told.flatMap((each) => each.findings);
  const [first] = told;
  const summary = [
    ...(isCompared && done.length > 0 ? findingLines(findings) : []),
    ...words,
    ...(isInterrupted ? [interruptedWords(found)] : []),
  ];
  return {
    value: isOne
      ? { ...first?.result, findings }
      : {
          ...(isInterrupted && { interrupted: true as const }),
          checks: told.map(({ result }) => result),
          findings,
        },
    findings: reportOf(findings),
    table: isOne && first ? checkText(first.result) : checksText(told),
    verbatim: first ? configDiffText(first.result) : '',
    summary: summary.join('\n'),
    isNothing: done.length === 0,
  };
}
