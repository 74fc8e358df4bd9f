import type { Ports } from '../model/topology';
import type { LabAddress } from './browsers/launch-options';
import { LabFailure } from './lab-failure';

/**
 * A lab that runs elsewhere on this machine, by the URL of its player.
 * @throws LabFailure where no lab answers there
 */
export async function attachLab(url: string): Promise<LabAddress & { close(): Promise<void> }> {
  const fail = (why: string) =>
    new LabFailure(`Failed to attach to a lab at ${url}: ${why}. Start one with "earshot up"`);
  // A name under .localhost resolves in browsers, but not everywhere else.
  const address = URL.canParse('/lab.json', url) ? new URL('/lab.json', url) : undefined;
  if (!address) throw fail('this is not a URL');
  address.hostname = '127.0.0.1';
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    const { ports, spki } = (await answer.json()) as { ports?: Ports; spki?: string };
    if (!ports || spki === undefined) throw new Error('what answers there is no lab');
    return { ports, spki, close: () => Promise.resolve() };
  } catch (error) {
    const { message, cause } = error as Error;
    throw fail(cause instanceof Error ? cause.message : message);
  }
}
