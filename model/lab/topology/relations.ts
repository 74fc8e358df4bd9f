import { pageBase, pageSpec, type PageId } from './pages';
import {
  distrustedHost,
  hostName,
  originOf,
  servers,
  type Ports,
  type Scheme,
  type ServerName,
} from './topology';

/** How the CDN's origin relates to the page's, and ways to spell an origin that look different or are refused. */
const relations = {
  'same-origin': 'the same scheme, host and port',
  'other-port': 'the same scheme and host, another port',
  'other-host': 'another host of the same site, the same scheme and port',
  'other-site': 'another site',
  'other-scheme': 'the same host and port, the other scheme',
  'third-site': 'a third site',
  'upper-case-host': "the page's own origin, its host in capitals",
  'explicit-default-port': "the page's own origin, its default port spelled out",
  'by-ip': "the page's own server, named by IP address",
  'ftp-scheme': 'another site, by ftp:',
  'insecure-site': 'another site over plain http, which answers https on the same port',
  'insecure-only': 'a third site over plain http, which answers nothing else there',
  'insecure-localhost': 'a CDN on localhost over plain http',
  'bad-certificate': 'another site, whose certificate no browser may take',
  'no-such-host': 'a host name that leads nowhere',
  'closed-port': 'another site, at a port where nobody listens',
} as const;

/** Relations under which no server is reached: the connection fails before anything is asked. */
const unreachable: readonly Relation[] = ['bad-certificate', 'no-such-host', 'closed-port'];
export const isUnreachable = (relation: Relation): boolean => unreachable.includes(relation);

export type Relation = keyof typeof relations;
export const relationTitle = (relation: Relation): string => relations[relation];
export const relationNames = Object.keys(relations) as Relation[];

interface Target {
  /** Scheme, host and port as they stand in the URL, not normalized. */
  readonly base: string;
  /** The server behind it, whose tone is served. */
  readonly server: ServerName;
}

/** A port that belongs to no service, below those that one may listen on without being root, and none of the bad ports. */
const closedPort = 4;

const otherScheme = (scheme: Scheme): Scheme => (scheme === 'http' ? 'https' : 'http');

/**
 * The target of a load from `page` to a CDN in `relation` to it.
 * A page from a file or on a default port still measures its relation from its server's own origin.
 */
export function targetOf(ports: Ports, page: PageId, relation: Relation): Target {
  const { server, scheme, domain } = pageSpec(page);
  const own = servers[server];
  const port = ports[server][scheme];
  const base = pageBase(ports, page);
  switch (relation) {
    case 'same-origin':
      return { base, server };
    case 'other-port':
      return { base: originOf(ports, 'neighbour', scheme, domain), server: 'neighbour' };
    case 'other-host':
      return { base: `${scheme}://${hostName('cdn.player', domain)}:${port}`, server };
    case 'other-site':
      return { base: originOf(ports, 'cdn', scheme, domain), server: 'cdn' };
    case 'third-site':
      return { base: originOf(ports, 'cdn-mirror', scheme, domain), server: 'cdn-mirror' };
    case 'other-scheme':
      return { base: `${otherScheme(scheme)}://${hostName(own.hosts[0], domain)}:${port}`, server };
    case 'upper-case-host':
      return { base: base.replace(/\/\/[^:]+/, (host) => host.toUpperCase()), server };
    case 'explicit-default-port':
      return { base: `${base}:${scheme === 'http' ? 80 : 443}`, server };
    case 'by-ip':
      return { base: `${scheme}://127.0.0.1:${port}`, server };
    case 'insecure-site':
      return { base: originOf(ports, 'cdn', 'http', domain), server: 'cdn' };
    case 'insecure-only':
      return { base: originOf(ports, 'cdn-mirror', 'http', domain), server: 'cdn-mirror' };
    case 'insecure-localhost':
      return { base: originOf(ports, 'cdn-mirror', 'http', 'localhost'), server: 'cdn-mirror' };
    case 'bad-certificate': {
      const host = hostName(distrustedHost, domain);
      return { base: `https://${host}:${ports.cdn.https}`, server: 'cdn' };
    }
    case 'no-such-host':
      return { base: `${scheme}://no-such-host.invalid:${ports.cdn[scheme]}`, server: 'cdn' };
    case 'closed-port':
      return { base: `${scheme}://${hostName('cdn', domain)}:${closedPort}`, server: 'cdn' };
    case 'ftp-scheme':
      return { base: originOf(ports, 'cdn', 'http', domain).replace(/^http/, 'ftp'), server: 'cdn' };
  }
}
