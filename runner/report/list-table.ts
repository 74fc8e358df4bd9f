import type { Scenario } from '../../model/scenarios/build/scenario';
import { renderColumns } from './tables';

export function listTable(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ id, title, expected, expectedReason }) => [
    id,
    [expected, expectedReason].filter(Boolean).join(': '),
    title,
  ]);
  return `${renderColumns(rows)}\n\n${scenarios.length} scenarios`;
}
