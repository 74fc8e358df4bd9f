import type { RequestHandler } from 'express';
import { pageIds, pageSpec } from '../../model/lab/topology/pages';
import { streamFiles } from '../../model/lab/topology/stream';
import {
  domains,
  hostName,
  originOf,
  serverSpec,
  type Ports,
  type ServerName,
} from '../../model/lab/topology/topology';
import { audioFileNames } from '../audio/library';
import { BadRequest } from './errors';
import { queryOf } from './query';

export interface HostOptions {
  readonly server: ServerName;
  readonly ports: Ports;
  /** Names and addresses of this machine that another device reaches the lab by. */
  readonly reachedBy?: readonly string[];
}

/** Names that every app on this machine has. Their cookies and storage are not the lab's alone. */
const loopbackNames = ['127.0.0.1', 'localhost'];

/** The host name of a `Host`, without its port, in small letters. */
export const hostNameIn = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

const oneOf = (names: readonly string[]): string => names.join('|').replaceAll('.', String.raw`\.`);

const songs = oneOf([...audioFileNames, ...Object.values(streamFiles)]);
const pagesByIp = oneOf(pageIds.filter((id) => pageSpec(id).opened === 'by-ip'));

/** What scenarios and links ask of a server by a shared name: songs, the page that is opened by IP address, its probe. */
function sharedPaths(server: ServerName, isReachedBy: boolean): RegExp {
  const paths = ['health', `p/[^/]+/(${songs})`];
  if (serverSpec(server).role === 'site') paths.push(`lab/(probe\\.js|${pagesByIp})`);
  if (serverSpec(server).role === 'site' && isReachedBy) paths.push(String.raw`open/(?!.*\.\.)[\w./-]*`);
  return new RegExp(`^/(${paths.join('|')})$`);
}

/**
 * Answers under the server's own names, on any port: ports are forwarded and mapped, and say nothing of who asks. Under a
 * name that is shared with other apps it answers what scenarios need, and no page that runs what a link says. Any other
 * name is a 421 (RFC 9110, 15.5.20), so that a name which somebody leads to this machine reads nothing.
 */
export function checkHost({ server, ports, reachedBy = [] }: HostOptions): RequestHandler {
  const own = serverSpec(server).hosts.flatMap((host) => domains.map((domain) => hostName(host, domain)));
  const reached = new Set(reachedBy.map((name) => name.toLowerCase()));
  const shared = new Set([...loopbackNames, ...reached]);
  const home = originOf(ports, server, 'http', 'localhost');
  const [byLoopback, byReached] = [sharedPaths(server, false), sharedPaths(server, true)];
  return (req, _res, next) => {
    const { host = '' } = req.headers;
    const name = hostNameIn(host);
    const path = req.url.slice(0, req.url.length - queryOf(req.url).length);
    const answered = reached.has(name) ? byReached : byLoopback;
    if (own.includes(name) || (shared.has(name) && answered.test(path))) next();
    else if (shared.has(name)) {
      const message = `is a name that other apps share, so only songs are answered there, at /p/<policy>/<file>; ask for ${home}/`;
      next(new BadRequest(421, 'Host', host, message));
    } else {
      const message = `is no name of this server, which has ${own.join(', ')}; ask for ${home}/`;
      next(new BadRequest(421, 'Host', host, message));
    }
  };
}
