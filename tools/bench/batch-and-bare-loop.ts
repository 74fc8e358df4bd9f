import { originOf, type Ports } from '../../model/lab/topology/topology';
import { allScenarios } from '../../model/scenarios';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { openLab } from '../../runner/lab/open-lab';
import { launchBrowser } from '../../runner/browsers/launch';
import { sessionOf } from '../../runner/browsers/session/launched-browser';
import { labNetwork } from '../../runner/browsers/session/network';
import type { EngineName } from '../../model/evidence/engine';
import { measure } from '../../runner/measure/measure';
import { byTurns, compareRates, type Comparison } from './comparison';
import { bareLoop } from './bare-loop';

const cells = 400;
const concurrency = 32;

/** The same readable load many times over, under ids of their own. */
function repeated(loader: LoaderName): Scenario[] {
  const one = allScenarios().find(({ id }) => id === `http/${loader}/other-site/wildcard`)!;
  return Array.from({ length: cells }, (_, i) => ({ ...one, id: `${one.id}#${i}` }));
}

const bareUrl = (ports: Ports): string => `${originOf(ports, 'cdn', 'http', 'test')}/p/wildcard/tone.mp3`;

/** Cells per second of the batch, with its ladder, tokens and ledgers, against a bare loop in a page that does the same loads. */
export async function batchAgainstBareLoop(engine: EngineName): Promise<Comparison[]> {
  const lab = await openLab({ portBase: 0 });
  const address = { ports: lab.ports, spki: lab.spki, secret: lab.secret };
  const launched = await launchBrowser(engine, labNetwork(address));
  const session = sessionOf(engine, launched, address);
  const comparisons: Comparison[] = [];
  try {
    for (const loader of ['audio-anonymous', 'fetch-omit'] as const) {
      const batch = async () => {
        const started = performance.now();
        const found = await measure({ scenarios: repeated(loader), session, ...address, concurrency });
        const failed = found.filter(({ outcome }) => outcome !== 'readable');
        if (failed.length > 0)
          throw new Error(`Failed to bench: ${failed.length} of ${cells} cells were not readable`);
        return (1000 * cells) / (performance.now() - started);
      };
      const bare = async () => {
        const started = performance.now();
        const page = await launched.browser!.newPage();
        await page.goto(`${originOf(lab.ports, 'player', 'http', 'test')}/lab/http`);
        await page.evaluate(bareLoop, { url: bareUrl(lab.ports), loader, cells, concurrency });
        await page.close();
        return (1000 * cells) / (performance.now() - started);
      };
      const { ours, beside } = await byTurns(3, batch, bare);
      comparisons.push(
        compareRates(`${loader} in ${engine}: batch / bare in-page loop`, ours, beside, 'cells/s', '>= 0.7'),
      );
    }
  } finally {
    await session.close();
    await lab.close();
  }
  return comparisons;
}
