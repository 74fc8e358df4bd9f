import { planCell, type PlannedCell } from '../model/cells';
import type { Ports } from '../model/topology';
import type { BrowserSession } from './browsers/session';

/** Plans a load for one browser: its URLs are spelled as that browser must be given them. */
export function planFor<T extends PlannedCell['scenario']>(
  { spell = (url) => url }: Pick<BrowserSession, 'spell'>,
  scenario: T,
  ports: Ports,
  token: string,
): PlannedCell & { readonly scenario: T } {
  const { url, logIn, collector, ...rest } = planCell(scenario, ports, token);
  return {
    ...rest,
    scenario,
    url: spell(url),
    ...(logIn !== undefined && { logIn: spell(logIn) }),
    ...(collector !== undefined && { collector: spell(collector) }),
  };
}
