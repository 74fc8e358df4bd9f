import { allScenarios, suites } from '../../model/scenarios';
import { selectScenarios } from '../measure/select-scenarios';
import { fitTerminal } from '../report/fit-terminal';
import { listTable, suiteList, type ListedSuite } from '../report/list-table';
import { listedLoaders, loaderGroups } from '../report/loader-groups';
import { predictableLoaders } from '../../model/lab/loaders/predictable-loaders';

export interface ListOptions {
  readonly only: readonly string[];
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

/** What is listed: as JSON has it, and for a person. */
function listed({ only, all, loaders }: ListOptions): readonly [unknown, () => string] {
  if (loaders) {
    const known = listedLoaders(predictableLoaders);
    return [known, () => loaderGroups(known)];
  }
  if (all || only.length > 0) {
    const selected = selectScenarios(only);
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
