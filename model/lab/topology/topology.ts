/**
 * Every origin of the lab: name, scheme, host, port. The only place where they stand.
 *
 * A server is one listener on an http port and one on an https port. Origins differ by *relation* to the
 * page (see `relations.ts`); which headers come back is chosen by the path, so any policy can be asked of
 * any server.
 */

export const domains = ['test', 'localhost'] as const;
/** `test` behaves as the real web does; `localhost` is a trustworthy origin even over http. */
export type Domain = (typeof domains)[number];

export const schemes = ['http', 'https'] as const;
export type Scheme = (typeof schemes)[number];

interface ServerSpec {
  /** Host names without the lab's domain; the first is the server's own. */
  readonly hosts: readonly [string, ...string[]];
  /** Added to the port base for http, and to the port base + `httpsOffset` for https. */
  readonly offset: number;
  /** `site` serves the pages as well as audio; `cdn` only audio and a catalog. */
  readonly role: 'site' | 'cdn';
  /** Both ports answer both schemes, so that an origin can differ by scheme alone. */
  readonly twin?: true;
  /** The named policy that the server follows at its root. */
  readonly ownPolicy: string;
  /** The pure tone of every file it serves, in Hz: proof of which server was heard. */
  readonly tone: number;
  readonly title: string;
}

/** A host whose https comes with a certificate that browsers must refuse. */
export const distrustedHost = 'bad-certificate';

/** The host of the pages that browsers are told are at a public address: the player's, at ports that lead to it. */
export const publicHost = 'live';
export const publicPorts: Readonly<Record<Scheme, number>> = { http: 81, https: 444 };

export const servers = {
  player: {
    hosts: ['player', 'cdn.player', publicHost],
    offset: 0,
    role: 'site',
    twin: true,
    ownPolicy: 'none',
    tone: 440,
    title: 'the player page, and its own song',
  },
  neighbour: {
    hosts: ['player'],
    offset: 1,
    role: 'cdn',
    ownPolicy: 'none',
    tone: 523,
    title: "the player's host on another port",
  },
  evil: {
    hosts: ['evil'],
    offset: 2,
    role: 'site',
    ownPolicy: 'none',
    tone: 587,
    title: "somebody else's page on another site",
  },
  cdn: {
    hosts: ['cdn', 'cdn-twin', distrustedHost],
    offset: 10,
    role: 'cdn',
    twin: true,
    ownPolicy: 'none',
    tone: 659,
    title: 'a CDN on another site, for policies asked by path',
  },
  'cdn-open': {
    hosts: ['cdn-open'],
    offset: 20,
    role: 'cdn',
    ownPolicy: 'wildcard',
    tone: 740,
    title: 'a CDN that allows every origin',
  },
  'cdn-allowlist': {
    hosts: ['cdn-allowlist'],
    offset: 21,
    role: 'cdn',
    ownPolicy: 'exact',
    tone: 831,
    title: 'a CDN that allows the player by name',
  },
  'cdn-credentials': {
    hosts: ['cdn-credentials'],
    offset: 22,
    role: 'cdn',
    ownPolicy: 'session-none',
    tone: 932,
    title: 'a CDN that wants a session cookie',
  },
  'cdn-closed': {
    hosts: ['cdn-closed'],
    offset: 23,
    role: 'cdn',
    ownPolicy: 'none',
    tone: 1047,
    title: 'a CDN that says nothing of CORS',
  },
  'cdn-misconfigured': {
    hosts: ['cdn-misconfigured'],
    offset: 24,
    role: 'cdn',
    ownPolicy: 'two-lines',
    tone: 1175,
    title: 'a CDN where application and proxy both add the header',
  },
  'cdn-mirror': {
    hosts: ['cdn-mirror'],
    offset: 25,
    role: 'cdn',
    ownPolicy: 'wildcard',
    tone: 1319,
    title: 'a third site, to redirect to',
  },
} as const satisfies Record<string, ServerSpec>;

export type ServerName = keyof typeof servers;
export const serverNames = Object.keys(servers) as ServerName[];

export const serverSpec = (name: ServerName): ServerSpec => servers[name];

export const defaultPortBase = 8100;
const httpsOffset = 50;
/** How many ports above the base the lab may use. */
export const portSpan = 100;

/** The port of each server, by scheme. Everything else about an origin is in `servers`. */
export type Ports = Readonly<Record<ServerName, Readonly<Record<Scheme, number>>>>;

/** The ports of a lab at `base`: http at base + offset, https 50 above. */
export function portsFrom(base: number): Ports {
  const entries = serverNames.map((name) => {
    const http = base + servers[name].offset;
    return [name, { http, https: http + httpsOffset }] as const;
  });
  return Object.fromEntries(entries) as Ports;
}

/** A full host name: `cdn` under `test` is `cdn.test`. */
export const hostName = (host: string, domain: Domain): string => `${host}.${domain}`;

/** Every host name of the lab under every domain, for resolvers and certificates. */
export function allHostNames(): string[] {
  const hosts = new Set(serverNames.flatMap((name) => serverSpec(name).hosts));
  return [...hosts].flatMap((host) => domains.map((domain) => hostName(host, domain)));
}

/** An origin serialized as in the HTML standard (the lab's own ports are never a scheme's default). */
export function originOf(
  ports: Ports,
  server: ServerName,
  scheme: Scheme,
  domain: Domain,
  host: string = servers[server].hosts[0],
): string {
  return `${scheme}://${hostName(host, domain)}:${ports[server][scheme]}`;
}
