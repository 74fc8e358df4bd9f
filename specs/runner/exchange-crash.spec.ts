import { expect } from '@playwright/test';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { descendants } from './descendants';

/** Cases of many pages, more than are open at once. */
const cases = parseExchangeFile(
  JSON.stringify(
    Array.from({ length: 60 }, (_, id) => ({
      id,
      page: { origin: `https://app-${id % 15}.test:8444` },
      request: {
        url_origin: 'https://cdn.test:8443',
        path: `/${id}.wav`,
        credentials: 'omit',
        destination: 'audio',
      },
      responses: [{ for: 'actual', status: 200, headers: [] }],
    })),
  ),
  'the cases',
);

/** Names as the kernel has them, which is 15 letters. */
const crashes = [
  {
    engine: 'chromium',
    title: 'the browser',
    executables: ['chromium', 'chrome', 'headless_shell'],
  },
  { engine: 'firefox', title: 'the browser', executables: ['firefox', 'firefox-esr'] },
  {
    engine: 'firefox',
    title: 'the processes of its pages',
    executables: ['Web Content', 'Isolated Web Co'],
  },
] as const;

test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');
for (const { engine, title, executables } of crashes) {
  test(`a crash while exchanges are played makes what is left inconclusive: ${title}, in ${engine}`, async () => {
    test.skip(!asksAll && engine !== 'chromium', 'npm run test:all asks it');
    const killing: Promise<number>[] = [];
    const played = await playExchanges(cases, {
      engine,
      onProgress() {
        if (killing.length > 0) return;
        killing.push(
          descendants(executables).then((killed) => {
            killed.forEach((id) => process.kill(id, 'SIGKILL'));
            return killed.length;
          }),
        );
      },
    });
    expect(await killing[0]).toBeGreaterThan(0);
    expect(played).toHaveLength(cases.length);
    for (const { id, outcome } of played) expect.soft(['opaque', 'inconclusive'], id).toContain(outcome);
    const errors = played.flatMap(({ labError }) => labError ?? []);
    expect(errors.length).toBeGreaterThan(0);
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(['page-failed']);
    // Firefox gives up with the process of a page.
    expect([...new Set(errors.map(({ message }) => message))]).toEqual(['the browser ended by itself']);
  });
}
