import { shown } from '../../model/http/shown-text';
import { allScenarios, suites } from '../../model/scenarios';
import { matchGlob } from '../common/match-glob';
import { UsageError } from '../common/usage-error';
import type { Scenario } from '../../model/scenarios/build/scenario';

/**
 * The scenarios whose id matches one of the globs; all where there is none. `*` stops at a `/`, `**` does not, and
 * a claim is chosen by `claim:4`. `place` is where the globs were given.
 * @throws UsageError where a glob matches nothing
 */
export function selectScenarios(globs: readonly string[], place = '--only'): Scenario[] {
  const scenarios = allScenarios();
  if (globs.length === 0) return [...scenarios];
  const chosen = new Set<Scenario>();
  for (const glob of globs) {
    if (glob === '') throw new UsageError(`Failed to select scenarios: ${place} is given an empty glob`);
    const claim = /^claim:(\d+)$/.exec(glob)?.[1];
    const found = claim
      ? scenarios.filter((each) => each.claims.includes(Number(claim)))
      : matchGlob(glob, place, scenarios, ({ id }) => [id]);
    if (found.length === 0) {
      const example = scenarios[0]!.id;
      throw new UsageError(
        `Failed to select scenarios: ${place} "${shown(glob)}" matches no id. Ids look like ${example} (page/loader/relation/policy); ` +
          `try "http/**", "**/wildcard" or claim:1 to claim:${suites.length}, and see "earshot list"`,
      );
    }
    found.forEach((each) => chosen.add(each));
  }
  return scenarios.filter((each) => chosen.has(each));
}
