import { expect } from '@playwright/test';
import { checkIn, usualLoaders } from '../../runner/check/check';
import { openCheckBrowser } from '../../runner/check/check-browser';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { giveSong, star } from '../support/checking';
import { descendants } from './descendants';
import { withServer } from './with-server';

/** Names as the kernel has them, which is 15 letters. */
const executables = {
  chromium: ['chromium', 'chrome', 'headless_shell'],
  firefox: ['firefox', 'firefox-esr'],
} as const;

test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');
for (const engine of ['chromium', 'firefox'] as const)
  test(`after a crash the next song is checked in a browser that is started again: ${engine}`, async () => {
    test.skip(!asksAll && engine !== 'chromium', 'npm run test:all asks it');
    const patience = 2_000;
    const browser = await openCheckBrowser(engine, { headers: [], mostRequests: 99, patience });
    try {
      let crashes = false;
      await withServer(
        (req, res) => {
          if (!crashes) return void giveSong(star)(req, res);
          // In the midst of a load, and once.
          crashes = false;
          void descendants(executables[engine]).then((ids) =>
            ids.forEach((id) => process.kill(id, 'SIGKILL')),
          );
        },
        async (origin) => {
          const check = () =>
            checkIn([browser], {
              url: `${origin}/song.mp3`,
              pages: [{ origin: 'https://app.example' }],
              ...{ loaders: usualLoaders, headers: [], patience, mostDirect: 40, proves: true },
              signal: new AbortController().signal,
            });
          const outcomes = async () => (await check()).loads.map(({ outcome }) => outcome);
          expect(await outcomes()).toEqual(['readable', 'readable', 'opaque']);
          crashes = true;
          // What it was at is not known; what comes after has a browser again.
          expect(await outcomes()).toEqual(['inconclusive', 'readable', 'opaque']);
          expect(await outcomes()).toEqual(['readable', 'readable', 'opaque']);
        },
      );
    } finally {
      await browser.close();
    }
    expect(await descendants(executables[engine])).toEqual([]);
  });

for (const engine of ['chromium', 'firefox'] as const)
  test(`a browser that hangs is replaced by a new one: ${engine}`, async () => {
    test.skip(!asksAll, 'npm run test:all asks it: a browser has a minute for what it does alone');
    test.setTimeout(300_000);
    const patience = 2_000;
    const browser = await openCheckBrowser(engine, { headers: [], mostRequests: 99, patience });
    let stopped: readonly number[] = [];
    try {
      let hangs = false;
      await withServer(
        (req, res) => {
          if (!hangs) return void giveSong(star)(req, res);
          hangs = false;
          void descendants(executables[engine]).then((ids) => {
            stopped = ids;
            ids.forEach((id) => process.kill(id, 'SIGSTOP'));
            giveSong(star)(req, res);
          });
        },
        async (origin) => {
          const outcomes = async () => {
            const { loads } = await checkIn([browser], {
              url: `${origin}/song.mp3`,
              pages: [{ origin: 'https://app.example' }],
              ...{ loaders: usualLoaders, headers: [], patience, mostDirect: 40, proves: false },
              signal: new AbortController().signal,
            });
            return loads.map(({ outcome, inconclusive }) => inconclusive ?? outcome);
          };
          expect(await outcomes()).toEqual(['readable', 'readable', 'opaque']);
          hangs = true;
          const [, second, third] = await outcomes();
          expect(second).toContain(`${engine} did not`);
          expect(third).toBe('opaque');
          expect(await outcomes()).toEqual(['readable', 'readable', 'opaque']);
        },
      );
    } finally {
      await browser.close();
      for (const id of stopped)
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // It is gone.
        }
    }
  });
