import { workletProcessor } from '../../../model/lab/topology/worklet';
import { loadBound, withTimeout } from '../../shared/bounds';
import { refused, type Findings } from '../../shared/findings';
import { tapNode } from '../../shared/hearing';
import { atMost } from './at-most';
import { listen } from './listen';

/** Each has an AudioContext of its own, in which a processor's name can be registered once. */
const inTurn = atMost(3);

/**
 * Adds the module at `url` to an AudioWorklet, and listens to the node that it makes.
 * https://webaudio.github.io/web-audio-api/#dom-worklet-addmodule
 */
export const loadWorklet = (url: string, credentials: RequestCredentials): Promise<Findings> =>
  inTurn(async () => {
    const context = new AudioContext();
    context.resume().catch(() => undefined);
    try {
      const added = context.audioWorklet.addModule(url, { credentials }).then(
        () => undefined,
        (error: unknown) => refused(error),
      );
      const refusal = await withTimeout(added, loadBound, 'the module of the worklet');
      if (refusal) return refusal;
      const tap = tapNode(new AudioWorkletNode(context, workletProcessor));
      return await listen(tap, 'the worklet').finally(() => tap.release());
    } finally {
      await context.close().catch(() => undefined);
    }
  });
