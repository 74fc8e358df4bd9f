import { pageSpec } from '../../model/lab/topology/pages';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { hostName, serverSpec, type ServerName } from '../../model/lab/topology/topology';

/**
 * Where the servers of a lab are. `loopback`: all at this machine's 127.0.0.1, where a browser is told to find their
 * names too. `own-names`: each at its own `.test` name, as in a network of containers.
 */
export type LabHosts = 'loopback' | 'own-names';

/** The host at which this process reaches a server. */
export const hostOf = (server: ServerName, hosts: LabHosts): string =>
  hosts === 'loopback' ? '127.0.0.1' : hostName(serverSpec(server).hosts[0], 'test');

/** Why a scenario cannot be measured where the servers are; undefined if it can. */
export function whyNotThere({ page, relation }: Scenario, hosts: LabHosts): string | undefined {
  if (hosts === 'loopback') return undefined;
  const { opened, domain } = pageSpec(page);
  if (domain === 'localhost' || relation === 'insecure-localhost')
    return 'names under .localhost lead a browser to its own loopback, where no server is';
  if (opened === 'by-ip' || relation === 'by-ip')
    return 'no server is at 127.0.0.1, the address of the scenario';
  return undefined;
}
