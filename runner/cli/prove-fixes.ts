import type { EngineName } from '../../model/evidence/engine';
import { openLabAt } from '../lab/open-lab';
import { proofTable } from '../report/proof-table';
import { startProgress } from '../report/progress';
import { tellEnd, tellLeftOut } from '../report/summary';
import { planProofs, proofsOf } from '../measure/prove-fixes';
import { run } from '../measure/run';
import { exitCodes } from '../failures/exit-codes';
import { selectScenarios } from '../measure/select-scenarios';
import type { Tell } from './tell-result';

interface ProveOptions {
  readonly engines: readonly EngineName[];
  readonly only: readonly string[];
  readonly portBase: number;
  readonly attach: string | undefined;
  readonly full: boolean;
}

/** Measures each scenario that is not readable again, with its fix applied. @returns the exit code */
export async function proveFixes(options: ProveOptions, signal: AbortSignal, tell: Tell): Promise<number> {
  const { engines, only, portBase, attach, full } = options;
  const selected = selectScenarios(only);
  const lab = await openLabAt(attach, { portBase });
  const { planned, unfixable } = planProofs(selected, lab.ports);
  const progress = startProgress(planned.length * engines.length);
  try {
    const fixed = new Map(planned.map(({ scenario, fix }) => [scenario.id, fix.load.policy]));
    const result = await run({
      engines,
      scenarios: planned.map(({ scenario }) => scenario),
      policyFor: ({ id }) => fixed.get(id),
      lab,
      signal,
      onBrowser: progress.browser,
      onProgress: progress.advance,
    });
    progress.end();
    const proofs = proofsOf(planned, result);
    const { interrupted, endedBy, leftOut, stats } = result;
    await tell({
      value: {
        ...(interrupted && { interrupted }),
        ...(endedBy !== undefined && { endedBy }),
        proofs,
        unfixable,
        leftOut,
        stats,
      },
      table: proofTable(proofs, unfixable, full),
      summary: [...tellLeftOut(leftOut), ...tellEnd(result)].join('\n'),
      isNothing: interrupted === true && proofs.length === 0,
    });
    if (interrupted) return exitCodes.interrupted;
    if (endedBy !== undefined) return exitCodes.labFailed;
    const noneMeasured = planned.length > 0 && proofs.length === 0;
    if (noneMeasured || proofs.some(({ outcome }) => outcome === 'inconclusive')) return exitCodes.labFailed;
    return proofs.every(({ proven }) => proven) ? exitCodes.asPredicted : exitCodes.surprise;
  } finally {
    progress.end();
    await lab.close();
  }
}
