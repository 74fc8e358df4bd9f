import { loadBound, poll } from '../../shared/bounds';
import type { Findings } from '../../shared/findings';
import type { Tap } from '../../shared/hearing';

/** What came and was decoded, and the tone in it. */
export const heard = (tone: number | null): Findings => ({
  accepted: true,
  metadata: true,
  advances: true,
  tone,
});

/** How long a node may give zeros before they are what it has to give, in seconds of its clock. */
const quiet = 1;

/** Listens to what a node gives: its tone, or zeros for long enough. @param giver who is waited for */
export function listen(tap: Tap, giver: string): Promise<Findings> {
  const start = tap.clock();
  const look = () => {
    const tone = tap.hear();
    return (tone !== null && tone > 0) || tap.clock() - start > quiet ? heard(tone) : undefined;
  };
  return poll(look, loadBound, `${giver} to give sound`);
}
