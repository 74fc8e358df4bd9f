import { isIP } from 'node:net';
import {
  allHostNames,
  hostName,
  publicHost,
  publicPorts,
  schemes,
} from '../../../model/lab/topology/topology';
import type { AddressSpace } from '../../../model/standards/ip-address-space';
import { hostOf } from '../../lab/lab-hosts';
import type { LabAddress } from '../../lab/lab-address';
import type { Route } from './loopback-proxy';

/** A host and port that leads to a port of loopback by a socket that is taken to be in another address space. */
interface MovedPlace {
  readonly host: string;
  readonly port: number;
  readonly leadsTo: number;
  readonly space: AddressSpace;
}

/** Where a browser is to find which host and port, and which certificate it is to trust. */
export interface Network {
  /** Chromium's `--host-resolver-rules`; what they do not name is not found. */
  readonly resolverRules: readonly string[];
  /** Host names that lead to loopback in Firefox, and its `network.socket.forcePort`. */
  readonly localDomains: readonly string[];
  readonly forcePort: string;
  /** The same for a browser behind a proxy. */
  readonly route: Route;
  readonly spki: string;
  /** What is in another address space than this machine: those hosts and ports lead to sockets of their own, which lead on to a port of loopback. */
  readonly movedPlaces?: readonly MovedPlace[];
  /** Addresses and ports, each with the address space that the browser is to take them to be in. */
  readonly movedSockets?: readonly { readonly socket: string; readonly space: AddressSpace }[];
  /** The port of a SOCKS proxy on loopback that all goes through, loopback too; names are resolved there. */
  readonly socks?: number;
  /** Whether sound may begin only once somebody has clicked, as browsers ship. */
  readonly needsActivation?: boolean;
  /** Whether pages of many sites share a process: what is loaded is decided outside of it, and it takes a second to start. */
  readonly sharesProcess?: boolean;
}

const labHosts = new Set([...allHostNames(), '127.0.0.1']);

const testNames = [...labHosts].filter((name) => name.endsWith('.test'));

/** The network of a lab: its names lead to loopback, if it is there, and default ports to those of the player. */
export const labNetwork = ({ ports, spki, hosts = 'loopback' }: Omit<LabAddress, 'secret'>): Network => ({
  resolverRules: [
    `MAP player.test:80 ${hostOf('player', hosts)}:${ports.player.http}`,
    `MAP player.test:443 ${hostOf('player', hosts)}:${ports.player.https}`,
    // An EXCLUDE of *.test would go before the first two rules.
    ...(hosts === 'loopback' ? ['MAP *.test 127.0.0.1'] : testNames.map((name) => `MAP ${name} ${name}`)),
    'MAP * ~NOTFOUND',
    'EXCLUDE *.localhost',
    'EXCLUDE 127.0.0.1',
  ],
  localDomains: hosts === 'loopback' ? allHostNames() : [],
  forcePort: `80=${ports.player.http};443=${ports.player.https}`,
  route({ host, port }) {
    if (!labHosts.has(host)) return undefined;
    return {
      host: hosts === 'loopback' ? '127.0.0.1' : host,
      port: { 80: ports.player.http, 443: ports.player.https }[port] ?? port,
    };
  },
  spki,
  ...(hosts === 'loopback' && {
    movedPlaces: schemes.map((scheme) => ({
      space: 'public' as const,
      host: hostName(publicHost, 'test'),
      port: publicPorts[scheme],
      leadsTo: ports.player[scheme],
    })),
  }),
});

/**
 * A network that has the lab in it, and the pages of somebody's own: the default ports of `hosts` lead to `port`. All else
 * stays what it was, but for default ports in Firefox, which are `port` on whatever host.
 */
export const openNetwork = (spki: string, hosts: readonly string[], port: number): Network => ({
  resolverRules: [
    ...hosts.flatMap((host) => [80, 443].map((usual) => `MAP ${host}:${usual} 127.0.0.1:${port}`)),
    'MAP *.test 127.0.0.1',
  ],
  localDomains: [...allHostNames(), ...hosts],
  forcePort: `80=${port};443=${port}`,
  route: () => undefined,
  spki,
});

/** Where a page asks the runner for its orders, if nothing may be evaluated in it. */
export const ordersHost = 'orders.localhost';

/** A host without the brackets that an IPv6 address has in a URL: rules have none. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** Whether a host is an IP address, as it stands in a URL. */
export const isAddress = (host: string): boolean => isIP(bare(host)) !== 0;

/** A network in which every port of `hosts` leads to the one port of one server; in Firefox, of no address but 127.0.0.1. */
export const singlePortNetwork = (port: number, hosts: readonly string[], spki: string): Network => ({
  resolverRules: [
    // On its own port.
    `MAP ${ordersHost} 127.0.0.1`,
    ...['*.test', '*.test.', '*.localhost', '*.localhost.', 'localhost', ...hosts.map(bare).filter(isIP)].map(
      (name) => `MAP ${name} 127.0.0.1:${port}`,
    ),
    'MAP * ~NOTFOUND',
  ],
  localDomains: hosts,
  forcePort: `1-${port - 1}=${port};${port + 1}-65535=${port}`,
  route: ({ host }) => (hosts.includes(host) ? { host: '127.0.0.1', port } : undefined),
  spki,
  sharesProcess: true,
});

/**
 * A network in which every port of every host leads to one server, whatever the host is called: through a SOCKS proxy,
 * since hosts may come up that nobody named before.
 */
export const proxiedNetwork = (server: number, socks: number, spki: string): Network => ({
  resolverRules: ['MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'],
  localDomains: [],
  forcePort: '',
  socks,
  route: () => ({ host: '127.0.0.1', port: server }),
  spki,
  sharesProcess: true,
});

/** An origin's host and port, as browsers connect to it. */
const placeOf = ({ protocol, hostname, port }: URL) => ({
  host: hostname,
  port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
});

/**
 * A network in which pages stand at a public address, and all else at an address of `space`: each leads to one server, by a
 * rule and not by a proxy, since browsers cannot tell where that is which comes through one.
 */
export const publicPageNetwork = (
  server: number,
  pages: readonly string[],
  space: AddressSpace,
  spki: string,
): Network => ({
  resolverRules: [`MAP * 127.0.0.1:${server}`],
  localDomains: [],
  forcePort: '',
  route: () => ({ host: '127.0.0.1', port: server }),
  spki,
  movedPlaces: pages.map((page) => ({ ...placeOf(new URL(page)), leadsTo: server, space: 'public' })),
  movedSockets: space === 'loopback' ? [] : [{ socket: `127.0.0.1:${server}`, space }],
  sharesProcess: true,
});
