import { loaderSpec } from './loaders';
import type { Cell } from './measurement';
import { pageSpec } from './pages';
import { isPolicyName, policyOf, type PolicyName } from './policies';
import type { Policy } from './policies/policy';
import { targetOf } from './relations';
import type { Scenario } from './scenarios/scenario';
import { originOf, servers, type Ports, type ServerName } from './topology';

/** A scenario made concrete for one lab: what the page is told to load, and what that leads to. */
export interface PlannedCell extends Cell {
  readonly scenario: Scenario;
  /** Every server that the load may touch, in the order of its redirects. */
  readonly servers: readonly ServerName[];
  /** The tone of the last of them, in Hz. */
  readonly tone: number;
}

const inner = (policy: string | Policy): Policy =>
  typeof policy !== 'string' ? policy : policyOf(isPolicyName(policy) ? policy : 'none');

/** The servers that a load passes through, beginning with the one it is sent to. */
function routeOf(server: ServerName, policy: Policy): ServerName[] {
  const { redirect } = policy;
  if (!redirect) return [server];
  const next = redirect.to === 'same-server' ? server : redirect.to;
  return [server, ...routeOf(next, inner(redirect.policy))];
}

/** Where the policy's files stand below a server's origin. */
const policyPath = (policy: PolicyName): string => `/p/${policy}`;

/** Plans the load of one scenario in a lab on these ports, under a fresh token. */
export function planCell(scenario: Scenario, ports: Ports, token: string): PlannedCell {
  const { page, relation, loader } = scenario;
  const policy = policyOf(scenario.policy);
  const { scheme, domain } = pageSpec(page);
  const target = targetOf(ports, page, relation);
  const route = routeOf(target.server, policy);
  const { kind } = loaderSpec(loader);
  const file = kind === 'catalog' ? 'songs' : (policy.file ?? 'tone.mp3');
  const base = `${target.base}${policyPath(scenario.policy)}`;
  return {
    scenario,
    token,
    loader,
    url: `${base}/${file}?t=${token}`,
    ...(policy.session?.loggedIn && { logIn: `${base}/login` }),
    ...(kind === 'injection' && {
      collector: `${originOf(ports, 'evil', scheme, domain)}/collect?t=${token}`,
    }),
    servers: route,
    tone: servers[route.at(-1)!].tone,
  };
}
