import { loaderSpec, stepsOf } from './loaders';
import type { Cell } from './measurement';
import { frameBase, pageSpec } from './pages';
import { isPolicyName, policyOf, type PolicyName } from './policies';
import type { Policy } from './policies/policy';
import { policySegment } from './policies/policy-segment';
import { targetOf } from './relations';
import type { Coordinates } from './scenarios/scenario';
import { originOf, servers, type Ports, type ServerName } from './topology';

/** A scenario made concrete for one lab: what the page is told to load, and what that leads to. */
export interface PlannedCell extends Cell {
  readonly scenario: Coordinates & { readonly id: string };
  /** Every server that the load may touch, with its policy, in the order of its redirects. */
  readonly hops: readonly Hop[];
  /** The tone of the last of them, in Hz. */
  readonly tone: number;
}

/** A server that a load passes through, and the policy that it is asked under. */
export interface Hop {
  readonly server: ServerName;
  readonly policy: Policy;
}

const inner = (policy: string | Policy): Policy =>
  typeof policy !== 'string' ? policy : policyOf(isPolicyName(policy) ? policy : 'none');

/** The hops of a load, beginning with the server it is sent to. */
function routeOf(server: ServerName, policy: Policy): Hop[] {
  const { redirect } = policy;
  if (!redirect) return [{ server, policy }];
  const next = redirect.to === 'same-server' ? server : redirect.to;
  return [{ server, policy }, ...routeOf(next, inner(redirect.policy))];
}

/** The page's own song, of which nothing is kept from the page. */
export const ownSongPath = '/p/none/song.mp3';

/**
 * Plans the load of one scenario in a lab on these ports, under a fresh token.
 * @param asked what the CDN is asked for, where it is not the scenario's own policy
 */
export function planCell<S extends Coordinates & { readonly id: string }>(
  scenario: S,
  ports: Ports,
  token: string,
  asked: PolicyName | Policy = scenario.policy,
): PlannedCell & { readonly scenario: S } {
  const { page, relation, loader } = scenario;
  const policy = typeof asked === 'string' ? policyOf(asked) : asked;
  const { scheme, domain } = pageSpec(page);
  const target = targetOf(ports, page, relation);
  const hops = routeOf(target.server, policy);
  const spec = loaderSpec(loader);
  const { kind } = spec;
  const isSwap = spec.kind === 'swap';
  const last = isSwap && spec.order === 'own-song-last' ? pageSpec(page).server : hops.at(-1)!.server;
  const file = kind === 'catalog' ? 'songs' : (policy.file ?? 'tone.mp3');
  // Where the policy's files stand below a server's origin.
  const base = `${target.base}/p/${policySegment(asked)}`;
  return {
    scenario,
    token,
    loader,
    url: `${base}/${file}?t=${token}`,
    ...(policy.session?.loggedIn && { logIn: `${base}/login` }),
    ...(isSwap && { ownSong: `${targetOf(ports, page, 'same-origin').base}${ownSongPath}?t=${token}` }),
    ...(stepsOf(loader).some(({ framed }) => framed) && {
      frame: `${frameBase(ports, page)}/lab/${page}/frame`,
    }),
    ...(kind === 'injection' && {
      collector: `${originOf(ports, 'evil', scheme, domain)}/collect?t=${token}`,
    }),
    hops,
    tone: servers[last].tone,
  };
}
