import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import type { Mutant } from './find-mutants';
import { createJury, type JuryOptions } from './jury';

const options = workerData as JuryOptions;
// The specs have properties, too.
fc.configureGlobal({ seed: options.seed });
const judge = createJury(options);
parentPort?.on('message', (mutant: Mutant) => parentPort?.postMessage(judge(mutant)));
parentPort?.postMessage('ready');
