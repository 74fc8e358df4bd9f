import { pageSpec, type PageId } from '../../model/pages';
import { policyOf, type PolicyName } from '../../model/policies';
import { scenarios, suites } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/scenario';
import { inReach } from '../fixtures/in-reach';
import { expect, test } from '../fixtures';

/** One test for each page and policy: its cells are measured in one batch. */
function groupByPageAndPolicy(): Map<PageId, Map<PolicyName, Scenario[]>> {
  const groups = new Map<PageId, Map<PolicyName, Scenario[]>>();
  for (const scenario of scenarios) {
    const ofPage = groups.get(scenario.page) ?? new Map<PolicyName, Scenario[]>();
    groups.set(scenario.page, ofPage);
    ofPage.set(scenario.policy, [...(ofPage.get(scenario.policy) ?? []), scenario]);
  }
  return groups;
}

for (const [page, policies] of groupByPageAndPolicy()) {
  test.describe(pageSpec(page).title, () => {
    for (const [policy, cells] of policies) {
      const claims = [...new Set(cells.flatMap((cell) => cell.claims))].sort((a, b) => a - b);
      const annotation = claims.map((number) => ({
        type: `claim ${number}`,
        description: suites.find((suite) => suite.number === number)!.title,
      }));
      test(
        `${policy}: ${policyOf(policy).title}`,
        { annotation },
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
    }
  });
}
