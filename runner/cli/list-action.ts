import { allScenarios, suites } from '../../model/scenarios';
import { shown } from '../../model/http/shown-text';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { matchGlob } from '../given/match-glob';
import { meant } from '../given/nearest';
import { UsageError } from '../failures/usage-error';
import { selectScenarios } from '../measure/select-scenarios';
import { fitTerminal } from '../report/fit-terminal';
import { listTable, suiteList, type ListedSuite } from '../report/list-table';
import { listedLoaders, loaderGroups } from '../report/loader-groups';
import { predictableLoaders } from '../../model/lab/loaders/predictable-loaders';

export interface ListOptions {
  readonly only: readonly string[];
  readonly loader?: readonly string[];
  readonly all?: true;
  readonly loaders?: true;
  readonly json?: true;
}

const listedSuites = (): ListedSuite[] =>
  suites.map(({ number, title }) => ({
    number,
    title,
    cells: allScenarios().filter(({ claims }) => claims.includes(number)).length,
  }));

/**
 * Of scenarios, those of loaders whose name matches one of the globs; all where there is none.
 * @throws UsageError where a glob matches no loader of theirs
 */
function ofLoaders(scenarios: readonly Scenario[], globs: readonly string[]): readonly Scenario[] {
  if (globs.length === 0) return scenarios;
  const names = [...new Set(scenarios.map(({ loader }) => loader))];
  const chosen = globs.flatMap((glob) => {
    const found = matchGlob(glob, '--loader', names, (name) => [name]);
    if (found.length === 0)
      throw new UsageError(
        `Failed to select scenarios: --loader "${shown(glob)}" matches no way to load.${meant(glob, names)} See npx earshot list --loaders`,
      );
    return found;
  });
  return scenarios.filter(({ loader }) => chosen.includes(loader));
}

/** What is listed: as JSON has it, and for a person. */
function listed({ only, loader, all, loaders }: ListOptions): readonly [unknown, () => string] {
  if (loaders) {
    const known = listedLoaders(predictableLoaders);
    return [known, () => loaderGroups(known)];
  }
  if (all || loader || only.length > 0) {
    const selected = ofLoaders(selectScenarios(only), loader ?? []);
    return [selected, () => listTable(selected)];
  }
  const known = listedSuites();
  return [known, () => suiteList(known, allScenarios().length)];
}

/** Prints the suites, the scenarios that are selected, or the loaders. */
export function list(options: ListOptions): void {
  const [value, text] = listed(options);
  process.stdout.write(`${options.json ? JSON.stringify(value, null, 2) : fitTerminal(text())}\n`);
}
