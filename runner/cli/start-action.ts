import { originOf } from '../../model/lab/topology/topology';
import { lookForBrowser } from '../browsers/launch';
import { engineNames } from '../../model/evidence/engine';
import { LabFailure } from '../common/lab-failure';
import { openLab } from '../lab/open-lab';
import { exitCodeOf, run } from '../measure/run';
import { selectScenarios } from '../measure/select-scenarios';
import { startProgress } from '../report/progress';
import { resultTable } from '../report/result-table';
import { summaryLines } from '../report/summary';
import { aborted } from './run-command';

export interface StartOptions {
  readonly portBase: number;
  readonly once?: true;
}

/** Enough to see the article's story: the local song, the button, what an origin is, and the silence without crossorigin. */
const firstSet = ['claim:1', 'claim:2', 'claim:3', 'claim:4'];

/** Shows first verdicts, and serves the player until the signal is aborted. @returns the exit code */
export async function start({ portBase, once }: StartOptions, signal: AbortSignal): Promise<number> {
  const engine = engineNames.find((each) => lookForBrowser(each) !== null);
  if (!engine)
    throw new LabFailure(
      'Failed to start: no browser was found. Run: node setup/ready.mjs --browsers chromium',
    );
  const lab = await openLab({ portBase });
  try {
    const scenarios = selectScenarios(firstSet);
    const progress = startProgress(scenarios.length);
    const options = { engines: [engine], scenarios, lab, signal };
    const result = await run({ ...options, onBrowser: progress.browser, onProgress: progress.advance });
    progress.end();
    process.stdout.write(`${resultTable(result.measurements)}\n${summaryLines(result)}\n`);
    if (!once && !signal.aborted) {
      const player = originOf(lab.ports, 'player', 'http', 'localhost');
      process.stdout.write(
        `\nThe player: ${player}/\nAll scenarios: npx earshot run    Ctrl-C ends the lab.\n`,
      );
      await aborted(signal);
    }
    return exitCodeOf(result);
  } finally {
    await lab.close();
  }
}
