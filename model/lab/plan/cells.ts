import type { Loader } from '../loaders/probe-task';
import { lastLoadOf, stepsOf } from '../loaders/loaders';
import type { Cell } from './cell';
import { bareSong } from '../topology/bare-song';
import { frameBase, pageSpec } from '../topology/pages';
import { policyAt, policyOf, type PolicyName } from '../policies';
import type { Place, Policy } from '../policies/policy';
import { policySegment } from '../policies/policy-segment';
import { targetOf } from '../topology/relations';
import type { Coordinates } from './coordinates';
import { isNamingPart, placeOfPart, streamFiles } from '../topology/stream';
import { workletFile } from '../topology/worklet';
import { originOf, servers, type Ports, type ServerName } from '../topology/topology';

/** A scenario made concrete for one lab: what the page is told to load, and what that leads to. */
export interface PlannedCell extends Cell {
  readonly scenario: Coordinates & { readonly id: string };
  /** Every server that the load may touch, with its policy, in the order of its redirects. */
  readonly hops: readonly Hop[];
  /** Of a stream, those of what its playlist or its manifest names. */
  readonly stream?: Readonly<Record<ReturnType<typeof placeOfPart>, readonly Hop[]>>;
  /** The tone of the server that the audio comes from, in Hz. */
  readonly tone: number;
}

/** A server that a load passes through, and the policy that it is asked under. */
export interface Hop {
  readonly server: ServerName;
  readonly policy: Policy;
}

/** The hops of a load, beginning with the server it is sent to. */
function routeOf(server: ServerName, policy: Policy): Hop[] {
  const { redirect } = policy;
  if (!redirect) return [{ server, policy }];
  const next = redirect.to === 'same-server' ? server : redirect.to;
  return [{ server, policy }, ...routeOf(next, policyAt(redirect))];
}

/** The hops of a part of a stream, whose playlist is at `playlist`. */
function routeOfPart(playlist: Hop, place: Place | undefined): Hop[] {
  if (!place) return [playlist];
  return routeOf(place.to === 'same-server' ? playlist.server : place.to, policyAt(place));
}

function streamOf(playlist: Hop): NonNullable<PlannedCell['stream']> {
  const { key, segment } = playlist.policy.hls ?? {};
  return { key: routeOfPart(playlist, key), segment: routeOfPart(playlist, segment) };
}

/** The file of the CDN that a loader asks for first. */
function fileFor({ asks }: Loader, { file }: Policy): string {
  const asksFor = (name: string) => asks.some((ask) => ask.file === name);
  if (asksFor('catalog')) return 'songs';
  if (asksFor('bare-song')) return bareSong;
  if (asksFor('worklet')) return workletFile;
  const naming = asks.map((ask) => ask.file).find(isNamingPart);
  return naming ? streamFiles[naming] : (file ?? 'tone.mp3');
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
  const load = lastLoadOf(loader);
  const { asks } = load;
  const stream = asks.some(({ file }) => isNamingPart(file)) ? streamOf(hops.at(-1)!) : undefined;
  const [source] = (stream?.segment ?? hops).slice(-1);
  const last = asks.at(-1)?.file === 'own-song' ? pageSpec(page).server : source!.server;
  // Where the policy's files stand below a server's origin.
  const base = `${target.base}/p/${policySegment(asked)}`;
  return {
    scenario,
    token,
    loader,
    url: `${base}/${fileFor(load, policy)}?t=${token}`,
    ...(policy.session?.loggedIn && { logIn: `${base}/login` }),
    ...(asks.some(({ file }) => file === 'own-song') && {
      ownSong: `${targetOf(ports, page, 'same-origin').base}${ownSongPath}?t=${token}`,
    }),
    ...(stepsOf(loader).some(({ framed }) => framed) && {
      frame: `${frameBase(ports, page)}/lab/${page}/frame`,
    }),
    ...(load.injected && {
      collector: `${originOf(ports, 'evil', scheme, domain)}/collect?t=${token}`,
    }),
    hops,
    ...(stream && { stream }),
    tone: servers[last].tone,
  };
}
