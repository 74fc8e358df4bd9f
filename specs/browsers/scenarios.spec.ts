import { pageSpec } from '../../model/pages';
import { policyOf } from '../../model/policies';
import { scenarios, suites } from '../../model/scenarios';
import { groupBy } from '../../runner/group-by';
import { deal } from '../fixtures/deal';
import { inReach } from '../fixtures/in-reach';
import { expect, test } from '../fixtures';

// Pages in a row, so that one serves many tests.
const byPage = [...groupBy(scenarios, ({ page }) => page).values()].flat();
/** One test for each page and policy: its cells are measured in one batch. */
const groups = [...groupBy(byPage, ({ page, policy }) => `${page} ${policy}`).values()];

// Each of its tests can go to another shard.
test.describe.configure({ mode: 'parallel' });

for (const cells of deal(groups)) {
  const { page, policy } = cells[0]!;
  const claims = [...new Set(cells.flatMap((cell) => cell.claims))].sort((a, b) => a - b);
  const annotation = claims.map((number) => ({
    type: `claim ${number}`,
    description: suites.find((suite) => suite.number === number)!.title,
  }));
  test.describe(pageSpec(page).title, () => {
    test(
      `${policy}: ${policyOf(policy).title}`,
      { annotation, tag: '@matrix' },
      async ({ measured, session }, testInfo) => {
        const reachable = inReach(cells, session, testInfo);
        const measurements = await measured(reachable);
        expect(measurements).toHaveLength(reachable.length);
        for (const {
          id,
          verdict,
          outcome,
          reason,
          expected,
          expectedReason,
          differences,
          labError,
        } of measurements) {
          const came = `${id} is ${outcome} (${String(reason)}), expected ${expected} (${String(expectedReason)}); ${labError?.message ?? differences.join('; ')}`;
          expect.soft(verdict, came).toMatch(/^(as predicted|known quirk)$/);
        }
      },
    );
  });
}
