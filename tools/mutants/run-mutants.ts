import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { aborted } from '../../runner/cli/run-command';
import type { Mutant } from './find-mutants';
import type { Caught, JuryOptions } from './jury';

export type MutantResult = Mutant & { readonly caughtBy: Caught };

interface RunOptions extends JuryOptions {
  readonly mutants: readonly Mutant[];
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onResult: (result: MutantResult) => void;
}

/** One thread with a jury of its own. @throws what keeps the true oracle from being asked */
async function startWorker(options: JuryOptions): Promise<Worker> {
  const worker = new Worker(join(__dirname, 'worker.ts'), {
    execArgv: ['-r', 'ts-node/register'],
    workerData: { seed: options.seed, exchanges: options.exchanges },
  });
  await once(worker, 'message');
  return worker;
}

/** What a jury says of a mutant, which may bring it down. */
async function ask(worker: Worker, mutant: Mutant): Promise<Caught | Error> {
  worker.postMessage(mutant);
  try {
    const [caught] = (await once(worker, 'message')) as [Caught];
    return caught;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Asks several juries about all mutants. The results come in the order of the mutants; aborted, those that there are. */
export async function runMutants(options: RunOptions): Promise<MutantResult[]> {
  const { mutants, workers, onResult, signal } = options;
  const results: (MutantResult | undefined)[] = [];
  let next = 0;
  async function work(): Promise<void> {
    let worker = await startWorker(options);
    for (let at = next++; at < mutants.length && !signal.aborted; at = next++) {
      const mutant = mutants[at]!;
      const said = await ask(worker, mutant);
      const isDown = said instanceof Error;
      if (isDown) worker = await startWorker(options);
      const caughtBy = isDown ? { matrix: said.message, exchanges: said.message, specs: null } : said;
      const result = { ...mutant, caughtBy };
      results[at] = result;
      onResult(result);
    }
    await worker.terminate();
  }
  const all = Promise.all(Array.from({ length: workers }, work));
  // What a jury still thinks about ends with the process.
  await Promise.race([all, aborted(signal)]);
  return results.filter((result) => result !== undefined);
}
