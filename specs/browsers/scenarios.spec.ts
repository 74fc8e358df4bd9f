import type { Measurement } from '../../model/evidence/measurement';
import { pageSpec } from '../../model/lab/topology/pages';
import { allScenarios, suites } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { groupBy } from '../../runner/lists/group-by';
import { deal } from '../support/deal';
import { isAskedInShort } from '../support/asked-in-short';
import { canBeAsked, inReach } from '../support/in-reach';
import { matrixTitle } from '../support/matrix-title';
import { titlesAfter } from '../support/plan';
import { expect, test } from '../support';

/** One test for each page and policy. */
const asked = allScenarios().filter(isAskedInShort);
const batches = [...groupBy(asked, ({ page, policy }) => `${page} ${policy}`).values()];
const titleOf = ([first]: readonly Scenario[]): string => matrixTitle(first!);

// Else browsers run side by side, each in one worker, page by page.
const sharded = process.env.EARSHOT_SPECS_SHARDED !== undefined;
if (sharded) test.describe.configure({ mode: 'parallel' });

// Eight hands give shards into 2, 4 or 8 their share within 8%, into 3 or 5 within 18%. More hands would open more pages.
for (const hand of deal(batches, sharded ? 8 : 1)) {
  const pages = [...groupBy(hand, ([first]) => first!.page)];
  // Shards are cut between pages. Small ones first, so that a cut near the end of a hand is a small way off.
  for (const [page, ofPage] of pages.sort(([, a], [, b]) => a.length - b.length)) {
    test.describe(pageSpec(page).title, () => {
      // One page serves all of them: they stay together.
      test.describe.configure({ mode: 'default' });
      const byTitle = new Map(ofPage.map((cells) => [titleOf(cells), cells]));
      for (const cells of ofPage) testBatch(cells, byTitle);
    });
  }
}

const describeOutcome = ({ id, outcome, reason, expected, expectedReason, ...rest }: Measurement): string =>
  `${id} is ${outcome} (${String(reason)}), expected ${expected} (${String(expectedReason)}); ` +
  (rest.labError?.message ?? rest.differences.join('; '));

/** @param byTitle the cells of all tests of the page */
function testBatch(cells: readonly Scenario[], byTitle: ReadonlyMap<string, readonly Scenario[]>): void {
  const claims = [...new Set(cells.flatMap((cell) => cell.claims))].sort((a, b) => a - b);
  const annotation = claims.map((number) => ({
    type: `claim ${number}`,
    description: suites.find((suite) => suite.number === number)!.title,
  }));
  test(titleOf(cells), { annotation, tag: '@matrix' }, async ({ measured, session }, testInfo) => {
    const reachable = inReach(cells, session, testInfo);
    const next = titlesAfter(testInfo.testId).map((title) => canBeAsked(byTitle.get(title)!, session));
    const measurements = await measured(reachable, next);
    expect(measurements).toHaveLength(reachable.length);
    // One for all: an expect() costs as much as a load.
    const bad = measurements.filter(({ verdict }) => verdict === 'surprise' || verdict === 'inconclusive');
    expect(bad.map(describeOutcome)).toEqual([]);
  });
}
