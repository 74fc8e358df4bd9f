import { lastLoadOf, stepsOf } from '../../../model/lab/loaders/loaders';
import { pageSpec } from '../../../model/lab/topology/pages';
import { policyAt, policyOf } from '../../../model/lab/policies';
import type { Policy } from '../../../model/lab/policies/policy';
import type { Scenario } from '../../../model/scenarios/build/scenario';

/** How a browser that was not started for the lab comes to it: it resolves no `.test`. */
export interface Reach {
  /** Why it cannot be asked a scenario; undefined if it can. */
  readonly leavesOut: (scenario: Scenario) => string | undefined;
  /** A URL of the lab as it must be given it. */
  readonly spell: (url: string) => string;
}

interface Means {
  /** Whether it takes the lab's certificate. */
  readonly https: boolean;
}

const isSecure = ({ page }: Scenario): boolean => pageSpec(page).scheme === 'https';
const asksHttps = (scenario: Scenario): boolean => isSecure(scenario) || scenario.relation === 'other-scheme';
const isMixed = (scenario: Scenario): boolean =>
  isSecure(scenario) && /^(other-scheme|insecure-)/.test(scenario.relation);

/** What no name can help: these pages need a browser that was started for them. */
function leftOutAnywhere(scenario: Scenario, { https }: Means): string | undefined {
  const { opened, isPublic, userActivation } = pageSpec(scenario.page);
  if (isPublic) return 'the page is at no public address there';
  if (userActivation) return 'it is not known there when sound may begin';
  if (opened === 'file') return "the page is a file on the runner's disk";
  if (opened === 'default-port') return 'ports 80 and 443 do not lead to the lab there';
  if (!https && asksHttps(scenario)) return "the lab's certificate is not trusted there";
  return undefined;
}

/**
 * By the names under `.localhost`, which every browser on this machine resolves, and one on another machine to which
 * the lab's ports are forwarded. They are trustworthy over http too, so what turns on that is left out.
 */
export const byLocalhost = (means: Means): Reach => ({
  leavesOut(scenario) {
    const { session } = policyOf(scenario.policy);
    if (!isSecure(scenario) && session?.secure)
      return 'under .localhost a browser may keep Secure cookies over plain http';
    if (isMixed(scenario)) return 'under .localhost plain http is no mixed content';
    return leftOutAnywhere(scenario, means);
  },
  spell: (url) => url.replace(/^(\w+:\/\/[^/]*)\.test(?=[:/]|$)/i, '$1.localhost'),
});

/** Whether an answer names hosts of the lab. */
function namesHosts({ cors, headers = [], preflight, redirect, hls }: Policy): boolean {
  const lines = [...headers, ...(preflight?.headers ?? [])];
  if (cors?.origin === 'allowlist' || lines.some(([, value]) => value.includes('{player'))) return true;
  const places = [redirect, hls?.key, hls?.segment].filter((place) => place !== undefined);
  return places.some((place) => place.to !== 'same-server' || namesHosts(policyAt(place)));
}

/** Relations that are left when every server has the same host: its port tells the origins apart. */
const tellable = new Set<Scenario['relation']>(['same-origin', 'other-port', 'other-site', 'third-site']);

/** By one address (or name) of this machine in its network: other servers are other ports of one host, so one site. */
export const byAddress = (host: string): Reach => ({
  leavesOut(scenario) {
    const { page, relation, loader } = scenario;
    const policy = policyOf(scenario.policy);
    const corp = policy.headers?.some(([name]) => /^cross-origin-resource-policy$/i.test(name));
    if (pageSpec(page).domain === 'localhost') return '.localhost leads elsewhere there';
    if (!tellable.has(relation)) return `with one address for all there is no ${relation}`;
    if (policy.parts?.rest === 'other-host' || stepsOf(loader).some(({ framed }) => framed))
      return 'with one address for all there is no other host';
    if (policy.session || corp) return 'with one address for all there is no other site';
    if (namesHosts(policy) || lastLoadOf(loader).asks.some(({ file }) => file === 'catalog'))
      return 'the answer names hosts of the lab, which are not known there';
    return leftOutAnywhere(scenario, { https: false });
  },
  spell: (url) => url.replace(/^(\w+:\/\/)[^/:]+/, `$1${host}`),
});
