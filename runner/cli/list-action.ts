import { selectScenarios } from '../measure/select-scenarios';
import { listTable } from '../report/list-table';

/** Prints the scenarios that are selected. */
export function list(only: readonly string[], inJson: boolean): void {
  const selected = selectScenarios(only);
  process.stdout.write(`${inJson ? JSON.stringify(selected, null, 2) : listTable(selected)}\n`);
}
