import type { TestInfo } from '@playwright/test';
import type { Scenario } from '../../model/scenarios/build/scenario';
import type { BrowserSession } from '../../runner/browsers/session/session';
import { whyNotIn } from './asked-in-short';

const whyLeftOut = (scenario: Scenario, { engine, leavesOut }: BrowserSession): string | undefined =>
  leavesOut?.(scenario) ?? whyNotIn(engine, scenario);

/** The scenarios that this browser can be asked in this lab. */
export const canBeAsked = (scenarios: readonly Scenario[], session: BrowserSession): Scenario[] =>
  scenarios.filter((scenario) => whyLeftOut(scenario, session) === undefined);

/**
 * The scenarios that this browser can be asked in this lab. What is left out is annotated with its reason; a test of
 * which nothing is left is skipped.
 */
export function inReach(
  scenarios: readonly Scenario[],
  session: BrowserSession,
  testInfo: TestInfo,
): Scenario[] {
  const why = new Set<string>();
  const reachable = scenarios.filter((scenario) => {
    const reason = whyLeftOut(scenario, session);
    if (reason !== undefined) why.add(reason);
    return reason === undefined;
  });
  const reasons = [...why].join('; ');
  const left = `${scenarios.length - reachable.length} of ${scenarios.length} scenarios: ${reasons}`;
  testInfo.skip(reachable.length === 0, reasons);
  if (why.size > 0) testInfo.annotations.push({ type: 'left out', description: left });
  return reachable;
}
