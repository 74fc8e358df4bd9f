import { originOf } from '../../model/lab/topology/topology';
import { lookForBrowser } from '../browsers/launch';
import { engineNames } from '../../model/evidence/engine';
import { LabFailure } from '../failures/lab-failure';
import { openLab } from '../lab/open-lab';
import { exitCodeOf, run } from '../measure/run';
import { selectScenarios } from '../measure/select-scenarios';
import { startProgress } from '../report/progress';
import { resultTable } from '../report/result-table';
import { afterGrid, firstGrid, gridIds } from '../report/first-grid';
import { fitTerminal } from '../report/fit-terminal';
import { oddLines, summaryLines } from '../report/summary';
import { aborted } from './run-command';

export interface StartOptions {
  readonly portBase: number;
  readonly once?: true;
  readonly full?: true;
}

/** The article's story, in full: the local song, the button, what an origin is, and the silence without crossorigin. */
const fullSet = ['claim:1', 'claim:2', 'claim:3', 'claim:4'];

const say = (text: string): void => void process.stdout.write(`${fitTerminal(text)}\n`);

/** Shows first verdicts, and serves the player until the signal is aborted. @returns the exit code */
export async function start({ portBase, once, full }: StartOptions, signal: AbortSignal): Promise<number> {
  const engine = engineNames.find((each) => lookForBrowser(each) !== null);
  if (!engine)
    throw new LabFailure(
      'Failed to start: no browser was found. Run: node setup/ready.mjs --browsers chromium',
    );
  const lab = await openLab({ portBase });
  try {
    if (!once) say(`The player: ${originOf(lab.ports, 'player', 'http', 'localhost')}/\n`);
    const scenarios = selectScenarios(full ? [...gridIds, ...fullSet] : gridIds);
    const progress = startProgress(scenarios.length);
    const options = { engines: [engine], scenarios, lab, signal };
    const result = await run({ ...options, onBrowser: progress.browser, onProgress: progress.advance });
    progress.end();
    say(firstGrid(result.measurements));
    say(afterGrid);
    if (full) say(`\n${resultTable(result.measurements)}\n${summaryLines(result)}`);
    else for (const line of oddLines(result, 'see npx earshot run')) say(line);
    if (!once && !signal.aborted) {
      say(`All scenarios: npx earshot run. Ctrl-C ends the lab.`);
      await aborted(signal);
    }
    return exitCodeOf(result);
  } finally {
    await lab.close();
  }
}
