import { planCell, type PlannedCell } from '../model/cells';
import type { Scenario } from '../model/scenarios/scenario';
import type { Ports } from '../model/topology';
import type { BrowserSession } from './browsers/session';

/** Plans a load for one browser: its URLs are spelled as that browser must be given them. */
export function planFor(
  { spell = (url) => url }: Pick<BrowserSession, 'spell'>,
  scenario: Scenario,
  ports: Ports,
  token: string,
): PlannedCell {
  const { url, logIn, collector, ...rest } = planCell(scenario, ports, token);
  return {
    ...rest,
    url: spell(url),
    ...(logIn !== undefined && { logIn: spell(logIn) }),
    ...(collector !== undefined && { collector: spell(collector) }),
  };
}
