import { planCell, type PlannedCell } from '../../model/lab/plan/cells';
import { holePath } from '../../model/lab/topology/guarded-pages';
import { lastLoadOf } from '../../model/lab/loaders/loaders';
import type { Policy } from '../../model/lab/policies/policy';
import type { LabAddress } from '../lab/lab-address';
import type { BrowserSession } from '../browsers/session/session';

/** Plans a load for one browser: its URLs are spelled as that browser must be given them. @param policy instead of the scenario's own */
export function planFor<T extends PlannedCell['scenario']>(
  { spell = (url) => url }: Pick<BrowserSession, 'spell'>,
  scenario: T,
  { ports, secret }: Pick<LabAddress, 'ports' | 'secret'>,
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
    ...(lastLoadOf(scenario.loader).injected && { hole: holePath(scenario.page, secret) }),
    ...(collector !== undefined && { collector: spell(collector) }),
  };
}
