import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchangesCatcher } from './exchanges-catcher';
import { applyMutant, type Mutant } from './find-mutants';
import { matrixCatcher } from './matrix-catcher';
import { createModules, root } from './modules';
import { createSpecs } from './specs-catcher';

export interface JuryOptions {
  /** Of the random exchanges. */
  readonly seed: number;
  readonly exchanges: number;
}

/** Who caught a mutant, and by what; null for those that did not. Specs are asked only where nobody else caught it. */
export interface Caught {
  readonly matrix: string | null;
  readonly exchanges: string | null;
  readonly specs: string | null;
}

/** Asks the true oracle everything; what it returns asks a mutant until it is caught. */
export function createJury({ seed, exchanges: count }: JuryOptions): (mutant: Mutant) => Caught {
  const specs = createSpecs();
  const truth = createModules(specs.standIns);
  const byMatrix = matrixCatcher(truth);
  const byExchanges = exchangesCatcher(truth, seed, count);
  const bySpecs = specs.catcher(truth);
  return (mutant) => {
    const source = readFileSync(join(root, mutant.file), 'utf8');
    const mutated = truth.withText(mutant.file, applyMutant(source, mutant));
    const matrix = byMatrix.catches(mutated);
    const exchanges = byExchanges.catches(mutated);
    const caught = matrix !== null || exchanges !== null;
    return { matrix, exchanges, specs: caught ? null : bySpecs.catches(mutated) };
  };
}
