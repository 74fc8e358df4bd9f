import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { planVariable, type Plan } from '../support/plan';
import { groupBy } from '../../runner/lists/group-by';

/**
 * Tells the workers which tests of the matrix were selected, so that the first test of a page can measure cells of the
 * next ones too. Only a reporter hears of it: without this one each test measures its own cells.
 */
export default class WritePlan implements Reporter {
  private folder: string | undefined;

  onBegin(_: FullConfig, suite: Suite): void {
    const ofMatrix = suite.allTests().filter(({ tags }) => tags.includes('@matrix'));
    if (ofMatrix.length === 0) return;
    const plan: Plan = [...groupBy(ofMatrix, ({ parent }) => parent).values()].map((tests) =>
      tests.map(({ id, title }) => ({ id, title })),
    );
    this.folder = mkdtempSync(join(tmpdir(), 'earshot-plan-'));
    const file = join(this.folder, 'plan.json');
    writeFileSync(file, JSON.stringify(plan));
    process.env[planVariable] = file;
  }

  onEnd(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }

  printsToStdio(): boolean {
    return false;
  }
}
