import { shown } from '../../model/http/shown-text';
import { allScenarios } from '../../model/scenarios';
import { matchGlob } from '../given/match-glob';
import { UsageError } from '../failures/usage-error';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { noSuchScenario } from './no-such-scenario';

/** The scenarios that a glob matches, or that are of the suite `claim:N`. `place` is where the glob was given. */
function matching(glob: string, place: string): Scenario[] {
  const claim = /^claim:(\d+)$/.exec(glob)?.[1];
  return claim
    ? allScenarios().filter((each) => each.claims.includes(Number(claim)))
    : matchGlob(glob, place, allScenarios(), ({ id }) => [id]);
}

/**
 * The scenarios whose id matches one of the globs of `--only`; all where there is none. `*` stops at a `/`, `**` does
 * not, and a suite is chosen by `claim:4`.
 * @param place where the globs were given
 * @throws UsageError where a glob matches nothing
 */
export function selectScenarios(globs: readonly string[], place = '--only'): Scenario[] {
  const scenarios = allScenarios();
  if (globs.length === 0) return [...scenarios];
  const chosen = new Set<Scenario>();
  for (const glob of globs) {
    if (glob === '') throw new UsageError(`Failed to select scenarios: ${place} is given an empty glob`);
    const found = matching(glob, place);
    if (found.length === 0)
      throw new UsageError(
        `Failed to select scenarios: ${place} "${shown(glob)}" matches no id. ${noSuchScenario(glob)}`,
      );
    found.forEach((each) => chosen.add(each));
  }
  return scenarios.filter((each) => chosen.has(each));
}

/** How many of several scenarios an error names. */
const mostNamed = 3;

/**
 * The scenario of an id.
 * @throws UsageError where there is none, or the id is a glob for several
 */
export function scenarioOf(id: string): Scenario {
  const found = matching(id, 'the id');
  const [scenario, ...others] = found;
  if (!scenario)
    throw new UsageError(`Failed to explain "${shown(id)}": no scenario has this id. ${noSuchScenario(id)}`);
  if (others.length === 0) return scenario;
  const named = found.slice(0, mostNamed).map((each) => each.id);
  throw new UsageError(
    `Failed to explain "${shown(id)}": it is more than one scenario. Give the id of one of the ${found.length}: ${named.join(', ')}, …`,
  );
}
