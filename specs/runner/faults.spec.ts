import { expect } from '@playwright/test';
import fc from 'fast-check';
import { launchBrowser } from '../../runner/browsers/launch';
import { sessionOf } from '../../runner/browsers/launched-browser';
import type { Engine } from '../../runner/browsers/session';
import { run } from '../../runner/run';
import { scenarios } from '../../model/scenarios';
import { serverNames, serverSpec } from '../../model/topology';
import { startLab } from '../../servers/lab';
import { test } from '../fixtures/browser-turn';
import { startFaultyNetwork } from '../fixtures/faulty-network';

const seed = Number(process.env.EARSHOT_SEED ?? 20_261_128);
/** Each round is a lab, a network and a browser of its own, and strikes some ten faults. */
const rounds = Number(process.env.EARSHOT_FAULT_ROUNDS ?? 5);
const cellsInRound = 120;

const pages = ['http', 'https', 'csp-cdn'];
/** Those that no page comes from: a page that does not open hides what becomes of its cells. */
const cdns = serverNames.filter((name) => serverSpec(name).role === 'cdn');
const some = scenarios.filter(({ page }) => pages.includes(page));

for (const engine of ['chromium', 'firefox'] as const satisfies Engine[])
  for (let round = 0; round < rounds; round += 1)
    test(`faults of the machine are no findings: ${engine}, round ${round + 1}`, async ({}, testInfo) => {
      testInfo.setTimeout(180_000);
      testInfo.annotations.push({ type: 'seed', description: `EARSHOT_SEED=${seed}` });
      const chosen = fc.sample(fc.subarray(some, { minLength: cellsInRound, maxLength: cellsInRound }), {
        seed: seed + round,
        numRuns: 1,
      })[0]!;
      const lab = await startLab({ portBase: 0 });
      const faulty = await startFaultyNetwork(lab, seed + round, round === 0 ? serverNames : cdns);
      try {
        const result = await run({
          engines: [engine],
          start: async () => sessionOf(engine, await launchBrowser(engine, faulty.network), lab),
          scenarios: chosen,
          lab,
        });
        expect(result.measurements).toHaveLength(cellsInRound);
        expect(faulty.struck()).toBeGreaterThan(5);
        console.log(
          engine,
          round,
          faulty.struck(),
          result.stats.verdicts,
          result.measurements
            .map((m) => m.labError?.code)
            .filter(Boolean)
            .join(' '),
          result.measurements.filter((m) => m.askedAgain).length,
          result.stats.seconds,
        );
        for (const { id, verdict, outcome, reason, differences, browserSays } of result.measurements)
          expect
            .soft(
              verdict,
              `${id}: ${outcome} ${String(reason)} ${differences.join('; ')} ${JSON.stringify(browserSays)}`,
            )
            .not.toBe('surprise');
      } finally {
        await faulty.close();
        await lab.close();
      }
    });
