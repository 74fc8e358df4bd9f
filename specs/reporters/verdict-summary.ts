import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { verdictsAttachment, type VerdictLine } from '../support/verdict-line';
import { markdownSummary } from './markdown-summary';
import { toSkipped, type Skipped } from './skipped-specs';

interface Options {
  /** The folder for summary.md and verdicts.json. */
  readonly outputFolder?: string;
}

/** Writes the verdicts of a run, or of merged runs, as a Markdown table by engine and as JSON. */
export default class VerdictSummary implements Reporter {
  private readonly lines = new Map<string, VerdictLine>();
  private readonly folder: string;
  private readonly skipped: Skipped[] = [];
  private tests = { passed: 0, failed: 0 };

  constructor({ outputFolder = 'test-results' }: Options = {}) {
    this.folder = outputFolder;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const { attachments, status } = result;
    if (status === 'skipped') this.skipped.push(toSkipped(test, result));
    else if (test.ok()) this.tests.passed++;
    else this.tests.failed++;
    for (const { name, body, path } of attachments) {
      if (name !== verdictsAttachment) continue;
      const text = body?.toString('utf8') ?? readFileSync(path!, 'utf8');
      for (const line of JSON.parse(text) as VerdictLine[]) this.lines.set(`${line.engine} ${line.id}`, line);
    }
  }

  onEnd({ status }: FullResult): void {
    const lines = [...this.lines.values()].sort((a, b) => (a.engine + a.id < b.engine + b.id ? -1 : 1));
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, 'summary.md'),
      markdownSummary(lines, { ...this.tests, skipped: this.skipped, status }),
    );
    writeFileSync(join(this.folder, 'verdicts.json'), `${JSON.stringify(lines, null, 1)}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
