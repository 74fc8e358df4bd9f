import { lookup } from 'node:dns/promises';
import { labJson } from '../../model/evidence/lab-json';
import { shown } from '../../model/http/shown-text';
import { askServer } from './ask-server';
import type { LabAddress } from './lab-address';
import { LabFailure } from '../failures/lab-failure';
import type { LabHosts } from './lab-hosts';

const isHere = (host: string): boolean => /^(127\.0\.0\.1|(.+\.)?localhost)$/.test(host);

/** A `.test` name that leads somewhere is that of a container; all else of the lab is on this machine. */
async function hostsBehind(host: string): Promise<LabHosts> {
  if (isHere(host)) return 'loopback';
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
    new LabFailure(`Failed to attach to a lab at ${shown(url)}: ${why}. Start one with "npx earshot up"`);
  const address = URL.canParse('/lab.json', url) ? new URL(url) : undefined;
  if (!address) throw fail('this is not a URL');
  const { hostname } = address;
  if (!isHere(hostname) && !hostname.endsWith('.test'))
    throw new LabFailure(
      `Failed to attach to a lab at ${shown(url)}: a lab is on this machine, such as http://player.localhost:8100, or in the ` +
        `network of containers that this command runs in, such as http://player.test:8100; browsers cannot be led to ${shown(hostname)}`,
    );
  const hosts = await hostsBehind(hostname);
  try {
    const port = Number(address.port || 80);
    const found = await askServer('player', {
      port,
      hosts,
      path: '/lab.json',
      schema: labJson,
      bound: 5_000,
    });
    if (!found) throw new Error('what answers there is no lab');
    return { ...found, hosts, close: () => Promise.resolve() };
  } catch (error) {
    const { message, cause } = error as Error;
    throw fail(shown(cause instanceof Error ? cause.message : message));
  }
}
