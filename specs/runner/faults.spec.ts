import { expect } from '@playwright/test';
import fc from 'fast-check';
import { allScenarios } from '../../model/scenarios';
import { serverNames, serverSpec, type ServerName } from '../../model/lab/topology/topology';
import { launchBrowser } from '../../runner/browsers/launch';
import { sessionOf } from '../../runner/browsers/session/launched-browser';
import { run } from '../../runner/measure/run';
import { createLedger } from '../../servers/cdn/ledger';
import { startLab } from '../../servers/lab';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { startFaultyNetwork } from '../support/faulty-network';
import { setClockBack } from '../support/set-clock-back';

const seed = Number(process.env.EARSHOT_SEED ?? 20_261_128);
/** How often each round is done, each time with other cells and other faults. */
const times = Number(process.env.EARSHOT_FAULT_ROUNDS ?? 1);

interface Round {
  readonly title: string;
  /** Servers whose connections are struck. */
  readonly struck: readonly ServerName[];
  readonly cells: number;
  /** How many tokens a ledger keeps: fewer than a page asks for at once. */
  readonly tokens?: number;
  /** A server that stops after the first cell. */
  readonly stops?: ServerName;
  /** The clock of the day is set back by an hour after the first cell. */
  readonly clock?: true;
}

/** Those that no page comes from: a page that does not open hides what becomes of its cells. */
const cdns = serverNames.filter((name) => serverSpec(name).role === 'cdn');

/** Of cells in a round. */
const most = asksAll ? 100 : 30;

const rounds: readonly Round[] = [
  { title: 'connections to CDNs break', struck: cdns, cells: most },
  { title: 'connections break, and ledgers forget', struck: cdns, cells: most, tokens: 3 },
  {
    title: 'connections break, a server stops, the clock is set back',
    struck: cdns,
    cells: 50,
    stops: 'cdn-mirror',
    clock: true,
  },
  { title: 'connections of pages break, too', struck: serverNames, cells: asksAll ? 40 : 25 },
];

const pages = ['http', 'https', 'csp-cdn'];
const some = allScenarios().filter(({ page }) => pages.includes(page));

const engines = ['chromium', 'firefox'] as const;

for (const engine of engines)
  for (let time = 0; time < times; time += 1)
    for (const [i, { title, struck, cells, tokens, stops, clock }] of rounds.entries()) {
      // By turns: what a fault does is found out by the lab, and browsers differ little in it.
      if (!asksAll && engines[(i + time) % engines.length] !== engine) continue;
      test(`a fault of the machine is no finding: ${title} (${engine}, ${time + 1})`, async ({}, {
        annotations,
      }) => {
        const own = seed + time * rounds.length + i;
        annotations.push({ type: 'seed', description: `EARSHOT_SEED=${seed}` });
        const ofCells = fc.subarray(some, { minLength: cells, maxLength: cells });
        const [chosen] = fc.sample(ofCells, { seed: own, numRuns: 1 });
        const lab = await startLab({
          portBase: 0,
          ...(tokens !== undefined && { ledgerOf: (server) => createLedger(server, { tokens }) }),
        });
        const faulty = await startFaultyNetwork(lab, own, struck);
        let stopped: Promise<void> | undefined;
        let setClockRight: (() => void) | undefined;
        try {
          const { measurements, stats } = await run({
            engines: [engine],
            start: async () => sessionOf(engine, await launchBrowser(engine, faulty.network), lab),
            scenarios: chosen!,
            lab,
            onProgress() {
              if (stopped) return;
              stopped = stops ? lab.stop(stops) : Promise.resolve();
              if (clock) setClockRight = setClockBack(3_600_000);
            },
          });
          const { verdicts } = stats;
          annotations.push({
            type: 'faults',
            description: `${faulty.struck()} struck; ${JSON.stringify(verdicts)}`,
          });
          expect(measurements).toHaveLength(cells);
          expect(faulty.struck()).toBeGreaterThan(0);
          for (const { id, verdict, outcome, reason, differences, browserSays } of measurements) {
            const came = [outcome, reason, ...differences, JSON.stringify(browserSays)].join('; ');
            expect.soft(verdict, `${id}: ${came}`).not.toBe('surprise');
          }
          const codes = new Set(measurements.map(({ labError }) => labError?.code));
          if (tokens !== undefined) expect(codes).toContain('ledger-lost');
          if (stops) expect(codes).toContain('server-unreachable');
        } finally {
          setClockRight?.();
          await faulty.close();
          await lab.close();
        }
      });
    }
