import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Ports } from '../model/topology';
import type { LabAddress } from './browsers/launch-options';
import { LabFailure } from './lab-failure';
import type { LabHosts } from './lab-hosts';

/** A `.test` name that leads somewhere is that of a container; all else of the lab is on this machine. */
async function hostsBehind(host: string): Promise<LabHosts> {
  if (!host.endsWith('.test') || isIP(host)) return 'loopback';
  const found = await lookup(host).catch(() => null);
  return found === null || found.address === '127.0.0.1' ? 'loopback' : 'own-names';
}

/**
 * A lab that runs elsewhere, by the URL of its player: on this machine, or in the network of containers that this
 * process is in too.
 * @throws LabFailure where no lab answers there
 */
export async function attachLab(url: string): Promise<LabAddress & { close(): Promise<void> }> {
  const fail = (why: string) =>
    new LabFailure(`Failed to attach to a lab at ${url}: ${why}. Start one with "earshot up"`);
  const address = URL.canParse('/lab.json', url) ? new URL('/lab.json', url) : undefined;
  if (!address) throw fail('this is not a URL');
  const hosts = await hostsBehind(address.hostname);
  // A name under .localhost resolves in browsers, but not everywhere else.
  if (hosts === 'loopback') address.hostname = '127.0.0.1';
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    const { ports, spki } = (await answer.json()) as { ports?: Ports; spki?: string };
    if (!ports || spki === undefined) throw new Error('what answers there is no lab');
    return { ports, spki, hosts, close: () => Promise.resolve() };
  } catch (error) {
    const { message, cause } = error as Error;
    throw fail(cause instanceof Error ? cause.message : message);
  }
}
