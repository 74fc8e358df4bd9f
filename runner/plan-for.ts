import { planCell, type PlannedCell } from '../model/cells';
import { holePath } from '../model/guarded-pages';
import { loaderSpec } from '../model/loaders';
import type { Policy } from '../model/policies/policy';
import type { LabAddress } from './browsers/launch-options';
import type { BrowserSession } from './browsers/session';

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
    ...(loaderSpec(scenario.loader).kind === 'injection' && { hole: holePath(scenario.page, secret) }),
    ...(collector !== undefined && { collector: spell(collector) }),
  };
}
