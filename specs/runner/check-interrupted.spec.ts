import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { checkResult } from '../../runner/report/check-schema';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { giveSong } from '../support/checking';
import { startEarshot } from './earshot';
import { processesWith } from './processes-with';
import { withServer } from './with-server';

test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');

/** Lets in whoever asks: a check that does not find that out has given an all-clear that is false. */
const reflecting: RequestListener = (req, res) =>
  giveSong(['Access-Control-Allow-Origin', req.headers.origin ?? '*'], ['Vary', 'Origin'])(req, res);

type Running = ReturnType<typeof startEarshot>;

interface Interrupted extends Awaited<Running['ended']> {
  /** Processes and folders that were there still, at the end of all patience. */
  readonly left: readonly unknown[];
}

/** Checks a server, and does `interrupt` as its request of that number comes in. */
async function interruptAt(
  request: number,
  engine: string,
  interrupt: (running: Running, stopServing: () => void) => void,
): Promise<Interrupted> {
  // Browsers have sockets there, and the path of a socket may not be long.
  const temporary = mkdtempSync(join(tmpdir(), 'earshot-spec-'));
  const home = mkdtempSync(join(tmpdir(), 'earshot-spec-home-'));
  const mark = randomUUID();
  let asked = 0;
  let isGone = false;
  let running: Running | undefined;
  const answer: RequestListener = (req, res) => {
    asked += 1;
    if (asked === request && running) interrupt(running, () => (isGone = true));
    if (isGone) res.destroy();
    else reflecting(req, res);
  };
  try {
    let ended: Awaited<Running['ended']> | undefined;
    await withServer(answer, async (origin) => {
      const args = ['check', `${origin}/song.mp3`, '--page', 'https://app.example', '--timeout', '2'];
      running = startEarshot([...args, '--browser', engine, '--json'], {
        EARSHOT_SPEC_MARK: mark,
        TMPDIR: temporary,
        // As where no browser has been.
        XDG_CONFIG_HOME: home,
      });
      ended = await running.ended;
    });
    let left: unknown[] = [];
    const look = async () => {
      left = [...(await processesWith(`EARSHOT_SPEC_MARK=${mark}`)), ...readdirSync(temporary)];
      return left;
    };
    await expect.poll(look, { message: 'processes and folders left' }).toEqual([]);
    return { ...ended!, left };
  } finally {
    for (const folder of [temporary, home]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What came of it, for the page and for each load. */
const told = ({ stdout }: Interrupted) => {
  const { pages, loads } = checkResult.parse(JSON.parse(stdout));
  return {
    ...{ outcome: pages[0]!.outcome, holes: pages[0]!.holes.map(({ hole }) => hole) },
    loads: loads.map(({ outcome }) => outcome),
  };
};

const engines = asksAll ? ['chromium', 'firefox'] : ['chromium'];
const paused = asksAll ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1];
const cut = asksAll ? [1, 2, 3, 4, 7, 10] : [];
const ended = asksAll ? [1, 2, 3, 5, 9] : [2];

/** How a check ends by each; specs of what is left behind kill others. */
const signals = [['SIGINT', 130] as const, ...(asksAll ? [['SIGKILL', null] as const] : [])];

test('whoever interrupts a check while its browser starts does not wait for it', async ({}, info) => {
  const mark = randomUUID();
  // It says what it is, as is asked first, and never begins to be it.
  await mkdir(info.outputDir, { recursive: true });
  const slow = info.outputPath('chromium');
  await writeFile(
    slow,
    '#!/bin/sh\ncase "$*" in --version) echo Chromium 156.0.0.0 ;; *) sleep 600 ;; esac\n',
  );
  await chmod(slow, 0o755);
  const marked = () => processesWith(`EARSHOT_SPEC_MARK=${mark}`);
  const running = startEarshot(['check', 'http://127.0.0.1:9/a', '--page', 'https://app.example'], {
    EARSHOT_CHROMIUM: slow,
    EARSHOT_SPEC_MARK: mark,
  });
  const nameOf = (id: number) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '');
  const sleeps = async () => (await Promise.all((await marked()).map(nameOf))).includes('sleep\n');
  await expect.poll(sleeps, { timeout: 60_000 }).toBe(true);
  const at = performance.now();
  running.process.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  expect(performance.now() - at).toBeLessThan(4_000);
  await expect.poll(marked, { timeout: 20_000 }).toEqual([]);
});

for (const engine of engines) {
  for (const request of paused)
    test(`a check that is paused at request ${request} goes on as if it had not been: ${engine}`, async () => {
      const result = await interruptAt(request, engine, ({ process: { pid } }) => {
        process.kill(pid!, 'SIGSTOP');
        void sleep(5_000).then(() => process.kill(pid!, 'SIGCONT'));
      });
      expect(result.code, result.stderr).toBe(1);
      expect(told(result)).toEqual({
        ...{ outcome: 'readable', holes: ['reflects-any-origin'] },
        loads: ['readable', 'readable', 'opaque'],
      });
    });

  for (const request of cut)
    test(`a check whose server goes at request ${request} is inconclusive: ${engine}`, async () => {
      const result = await interruptAt(request, engine, (_running, stopServing) => stopServing());
      // Of one that never gave an answer, that is what it does.
      const isFinding = request === 1;
      expect(result.code, result.stderr).toBe(isFinding ? 1 : 2);
      expect(told(result)).toMatchObject({ outcome: isFinding ? 'blocked' : 'inconclusive', holes: [] });
    });

  for (const request of ended)
    for (const [signal, code] of signals)
      test(`${signal} at request ${request} leaves nothing behind: ${engine}`, async () => {
        const result = await interruptAt(request, engine, ({ process: { pid } }) => {
          process.kill(pid!, signal);
        });
        expect([result.code, result.stdout, result.left]).toEqual([code, '', []]);
      });
}
