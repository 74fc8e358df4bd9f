import picomatch from 'picomatch';
import { scenarios, suites } from '../model/scenarios';
import type { Scenario } from '../model/scenarios/scenario';

/** Bad input on the command line: exit code 2, and no stack. */
export class UsageError extends Error {}

/**
 * The scenarios whose id matches one of the globs; all where there is none. `*` stops at a `/`, `**` does not, and
 * a claim is chosen by `claim:4`.
 * @throws UsageError where a glob matches nothing
 */
export function selectScenarios(globs: readonly string[]): Scenario[] {
  if (globs.length === 0) return [...scenarios];
  const chosen = new Set<Scenario>();
  for (const glob of globs) {
    if (glob === '') throw new UsageError('Failed to select scenarios: --only is given an empty glob');
    const claim = /^claim:(\d+)$/.exec(glob)?.[1];
    const matches = claim ? undefined : picomatch(glob);
    const found = scenarios.filter((each) => matches?.(each.id) ?? each.claims.includes(Number(claim)));
    if (found.length === 0) {
      const example = scenarios[0]!.id;
      throw new UsageError(
        `Failed to select scenarios: --only "${glob}" matches no id. Ids look like ${example} (page/loader/relation/policy); ` +
          `try "http/**", "**/wildcard" or claim:1 to claim:${suites.length}, and see "earshot list"`,
      );
    }
    found.forEach((each) => chosen.add(each));
  }
  return scenarios.filter((each) => chosen.has(each));
}
