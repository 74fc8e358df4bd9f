import { planCell, type PlannedCell } from '../model/cells';
import type { Policy } from '../model/policies/policy';
import type { Ports } from '../model/topology';
import type { BrowserSession } from './browsers/session';

/** Plans a load for one browser: its URLs are spelled as that browser must be given them. @param policy instead of the scenario's own */
export function planFor<T extends PlannedCell['scenario']>(
  { spell = (url) => url }: Pick<BrowserSession, 'spell'>,
  scenario: T,
  ports: Ports,
  token: string,
  policy?: Policy,
): PlannedCell & { readonly scenario: T } {
  const { url, logIn, ownSong, frame, collector, ...rest } = planCell(scenario, ports, token, policy);
  return {
    ...rest,
    scenario,
    url: spell(url),
    ...(logIn !== undefined && { logIn: spell(logIn) }),
    ...(ownSong !== undefined && { ownSong: spell(ownSong) }),
    ...(frame !== undefined && { frame: spell(frame) }),
    ...(collector !== undefined && { collector: spell(collector) }),
  };
}
