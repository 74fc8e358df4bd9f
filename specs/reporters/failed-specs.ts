import { stripVTControlCharacters } from 'node:util';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** At most this many lines are told of one failure: the HTML report has them all. */
const mostLines = 20;

/** @returns what is told of a test that failed: its title, then what was thrown */
export function tellFailure(test: TestCase, { errors }: TestResult): string[] {
  const [, ...path] = test.titlePath();
  const lines = errors.flatMap(({ message = 'no error was thrown' }) =>
    stripVTControlCharacters(message)
      .split('\n')
      .filter((line) => line.trim() !== ''),
  );
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more lines`] : [];
  return [
    `  ${path.filter(Boolean).join(' › ')}`,
    ...[...lines.slice(0, mostLines), ...more].map((line) => `    ${line}`),
  ];
}

/** Prints at the end of a run why tests failed: in the log of a job that is thousands of lines above. */
export default class FailedSpecs implements Reporter {
  private readonly failed: string[][] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'skipped' && result.status !== test.expectedStatus)
      this.failed.push(tellFailure(test, result));
  }

  onEnd(_: FullResult): void {
    if (this.failed.length === 0) return;
    process.stdout.write(`\n${[`${this.failed.length} failed:`, ...this.failed.flat()].join('\n')}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
