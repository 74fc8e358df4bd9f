import type { Engine } from '../browsers/session';
import { openLabAt } from '../open-lab';
import { proofTable } from '../output/proof-table';
import { startProgress } from '../output/progress';
import { tellLeftOut } from '../output/summary';
import { checkWritable, writeJson } from '../output/write-json';
import { planProofs, proofsOf } from '../prove-fixes';
import { exitCodes, run } from '../run';
import { selectScenarios } from '../select-scenarios';

interface ProveOptions {
  readonly engines: readonly Engine[];
  readonly only: readonly string[];
  readonly json: string | undefined;
  readonly portBase: number;
  readonly attach: string | undefined;
  readonly full: boolean;
}

/** Measures each scenario that is not readable again, with its fix applied. @returns the exit code */
export async function proveFixes(options: ProveOptions, signal: AbortSignal): Promise<number> {
  const { engines, only, json, portBase, attach, full } = options;
  const selected = selectScenarios(only);
  await checkWritable(json);
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
    if (signal.aborted) return exitCodes.interrupted;
    const proofs = proofsOf(planned, result);
    const { leftOut, stats } = result;
    if (json !== undefined) await writeJson(json, { proofs, unfixable, leftOut, stats });
    if (json !== '-') process.stdout.write(`${proofTable(proofs, unfixable, full)}\n`);
    tellLeftOut(leftOut).forEach((line) => process.stderr.write(`${line}\n`));
    const noneMeasured = planned.length > 0 && proofs.length === 0;
    if (noneMeasured || proofs.some(({ outcome }) => outcome === 'inconclusive')) return exitCodes.labFailed;
    return proofs.every(({ proven }) => proven) ? exitCodes.asPredicted : exitCodes.surprise;
  } finally {
    progress.end();
    await lab.close();
  }
}
