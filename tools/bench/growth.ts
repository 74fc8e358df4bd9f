import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { openLab } from '../../runner/lab/open-lab';
import { launchBrowser } from '../../runner/browsers/launch';
import { sessionOf } from '../../runner/browsers/session/launched-browser';
import { labNetwork } from '../../runner/browsers/session/network';
import type { EngineName } from '../../model/evidence/engine';
import { measure } from '../../runner/measure/measure';
import { compareRates, type Comparison } from './comparison';

const sizes = [500, 1_000, 2_000, 4_000] as const;

/** Scenarios of one page, in turn, until there are `count` of them under ids of their own. */
function take(count: number): Scenario[] {
  const some = allScenarios().filter(({ page, policy }) => page === 'http' && policy !== 'delayed');
  return Array.from({ length: count }, (_, i) => {
    const one = some[i % some.length]!;
    return { ...one, id: `${one.id}#${i}` };
  });
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use on the heap once nothing is left that could be let go. */
const megabytes = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Cells per second and memory of growing batches, each beside the smallest: linear in time, and what is kept is the result alone. */
export async function growthOfBatches(engine: EngineName): Promise<Comparison[]> {
  const lab = await openLab({ portBase: 0 });
  const address = { ports: lab.ports, spki: lab.spki, secret: lab.secret };
  const session = sessionOf(engine, await launchBrowser(engine, labNetwork(address)), address);
  const found: { readonly size: number; readonly rate: number; readonly left: number }[] = [];
  try {
    await measure({ scenarios: take(200), session, ...address });
    for (const size of sizes) {
      const before = megabytes();
      const started = performance.now();
      await measure({ scenarios: take(size), session, ...address });
      const rate = (1_000 * size) / (performance.now() - started);
      found.push({ size, rate, left: megabytes() - before });
    }
  } finally {
    await session.close();
    await lab.close();
  }
  const [smallest, ...larger] = found;
  return larger.flatMap(({ size, rate, left }) => {
    const what = `${size} cells / ${sizes[0]} cells in ${engine}`;
    return [
      compareRates(`${what}: speed`, rate, smallest!.rate, 'cells/s', '>= 0.9'),
      {
        what: `${what}: heap that the lab's ledgers keep`,
        ours: left,
        beside: smallest!.left,
        unit: 'MB',
        ratio: left / smallest!.left,
        wanted: '-',
      },
    ];
  });
}
