import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { groupBy } from '../../runner/lists/group-by';

export interface Skipped {
  readonly title: string;
  /** Why it was skipped, as the spec says it. */
  readonly reason: string;
}

/** What is told of a test that was skipped. One that was not begun, as the run ended before it, has no reason of its own. */
export function toSkipped(test: TestCase, { annotations }: TestResult): Skipped {
  const all = [...annotations, ...test.annotations];
  const skip = all.find(({ type }) => type === 'skip' || type === 'fixme');
  const [, ...path] = test.titlePath();
  return {
    title: path.filter(Boolean).join(' › '),
    reason: skip ? (skip.description ?? 'no reason is given') : 'did not run',
  };
}

/** Titles by reason, the reason with the fewest titles first: that of many is seldom news. */
export const byReason = (skipped: readonly Skipped[]): [reason: string, titles: string[]][] =>
  [...groupBy(skipped, ({ reason }) => reason)]
    .map(([reason, some]): [string, string[]] => [reason, some.map(({ title }) => title)])
    .sort(([, a], [, b]) => a.length - b.length);

/** At most this many titles are told of one reason. */
const mostTitles = 20;

/** The titles of one reason, cut short. */
export const cutTitles = (titles: readonly string[]): string[] =>
  titles.length <= mostTitles
    ? [...titles]
    : [...titles.slice(0, mostTitles), `… and ${titles.length - mostTitles} more`];

/** Prints at the end of a run what was skipped and why: a reporter of one line shows none of it. */
export default class SkippedSpecs implements Reporter {
  private readonly skipped: Skipped[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'skipped') this.skipped.push(toSkipped(test, result));
  }

  onEnd(_: FullResult): void {
    if (this.skipped.length === 0) return;
    const lines = byReason(this.skipped).flatMap(([reason, titles]) => [
      `  ${reason}`,
      ...cutTitles(titles).map((title) => `    ${title}`),
    ]);
    process.stdout.write(`\n${[`${this.skipped.length} skipped:`, ...lines].join('\n')}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
