import picomatch from 'picomatch';
import { shown } from '../model/shown-text';
import { scenarios, suites } from '../model/scenarios';
import { bounded } from './bounded';
import { firstLineOf } from './lab-failure';
import type { Scenario } from '../model/scenarios/scenario';

/** Bad input on the command line: exit code 2, and no stack. */
export class UsageError extends Error {}

/** Longer than any list of globs that a person writes; the time to read one grows with its length. */
const longestGlob = 10_000;

/** Some globs take a regular expression longer than anybody waits. */
const globBound = 2_000;

/**
 * Those of `items` of which a text matches the glob that was given at `place`.
 * @throws UsageError where it is too long, none, or takes too long
 */
export function matchGlob<T>(
  glob: string,
  place: string,
  items: readonly T[],
  textsOf: (item: T) => readonly string[],
): T[] {
  const fail = (why: string) => new UsageError(`Failed to read ${place} "${shown(glob)}": ${why}`);
  if (glob.length > longestGlob)
    throw fail(
      `it has ${glob.length} characters, and a glob may have ${longestGlob}. Give several globs instead`,
    );
  try {
    const matches = picomatch(glob);
    return bounded(() => items.filter((item) => textsOf(item).some((text) => matches(text))), globBound);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw fail('it takes too long to match. Use fewer wildcards');
    throw fail(`it is no glob: ${firstLineOf(error)}`);
  }
}

/**
 * The scenarios whose id matches one of the globs; all where there is none. `*` stops at a `/`, `**` does not, and
 * a claim is chosen by `claim:4`. `place` is where the globs were given.
 * @throws UsageError where a glob matches nothing
 */
export function selectScenarios(globs: readonly string[], place = '--only'): Scenario[] {
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
