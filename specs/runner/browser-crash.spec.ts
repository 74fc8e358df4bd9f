import { expect } from '@playwright/test';
import { exitCodeOf, run } from '../../runner/measure/run';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { asksWebKit } from '../support/asks-webkit';
import { test } from '../support/browser-turn';
import { startLab } from '../../servers/lab';
import { descendants } from './descendants';

/** Names as the kernel has them, which is 15 letters. */
const crashes = [
  { engine: 'webkit', title: 'the browser', executables: ['MiniBrowser'] },
  { engine: 'webkit', title: 'the process of its page', executables: ['WebKitWebProces'] },
  { engine: 'webkit', title: 'its driver', executables: ['WebKitWebDriver'] },
  { engine: 'chromium', title: 'the browser', executables: ['chromium', 'chrome', 'headless_shell'] },
] as const;

test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');
for (const { engine, title, executables } of crashes) {
  if (engine === 'webkit' && !asksWebKit) continue;
  test(`a crash in mid-run makes what is left inconclusive: ${title}, in ${engine}`, async () => {
    const lab = await startLab({ portBase: 0 });
    let killed: number[] | undefined;
    const result = await run({
      engines: [engine],
      scenarios: selectScenarios(['claim:3', 'claim:5', 'claim:6']),
      lab,
      async onProgress() {
        if (killed) return;
        killed = await descendants(executables);
        killed.forEach((id) => process.kill(id, 'SIGKILL'));
      },
    });
    await lab.close();
    expect(killed?.length).toBeGreaterThan(0);
    const { verdicts } = result.stats;
    expect(verdicts.inconclusive).toBeGreaterThan(50);
    expect(verdicts.surprise).toBe(0);
    for (const { verdict, labError } of result.measurements)
      if (verdict === 'inconclusive') expect.soft(labError?.code).toBe('page-failed');
    expect(exitCodeOf(result)).toBe(2);
  });
}
