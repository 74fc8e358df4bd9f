import { defaultPortBase, originOf, portsFrom } from '../../model/lab/topology/topology';
import { attachLab } from '../../runner/lab/attach-lab';
import type { LabAddress } from '../../runner/lab/lab-address';
import { run } from '../../runner/measure/run';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { startLab } from '../../servers/lab';
import { toVerdictLine } from '../support/verdict-line';
import { expect, test } from './stack-fixture';

test.describe.configure({ timeout: 10 * 60_000 });

const player = originOf(portsFrom(defaultPortBase), 'player', 'http', 'localhost');
const scenarios = selectScenarios(['claim:1', 'claim:2', 'claim:3', 'claim:4', 'claim:8', 'claim:10']);

const verdictsIn = async (lab: LabAddress) =>
  (await run({ engines: ['chromium'], scenarios, lab })).measurements.map(toVerdictLine);

test('the stack gives the verdicts that the embedded lab gives', async ({ stack }) => {
  expect(stack.project).toBeDefined();
  const embedded = await startLab({ portBase: 0 });
  try {
    const fromStack = await verdictsIn(await attachLab(player));
    expect(fromStack).toEqual(await verdictsIn(embedded));
    expect(fromStack.map(({ verdict }) => verdict)).not.toContain('inconclusive');
  } finally {
    await embedded.close();
  }
});
