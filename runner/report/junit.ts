import builder from 'junit-report-builder';
import { groupBy } from '../lists/group-by';
import type { Finding } from './finding';

/**
 * The findings as a JUnit report: a test suite for each browser and group, a test case for each finding. What came
 * otherwise is a failure, what is inconclusive an error, what was left out is skipped.
 */
export function junitOf(findings: readonly Finding[]): string {
  const report = builder.newBuilder();
  for (const [name, some] of groupBy(findings, ({ engine, group }) => `${engine}: ${group}`)) {
    const suite = report.testSuite().name(name);
    for (const { id, engine, ended, came, lines } of some) {
      const test = suite.testCase().className(engine).name(id);
      if (ended === 'left out') test.skipped();
      if (ended === 'otherwise') test.failure(lines.join('\n') || came, came);
      if (ended === 'inconclusive') test.error(lines[0] ?? came, 'inconclusive', lines.join('\n'));
    }
  }
  return `${report.build()}\n`;
}
