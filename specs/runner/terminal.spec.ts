import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { fitTerminal } from '../../runner/report/fit-terminal';
import { startProgress } from '../../runner/report/progress';
import { renderTable } from '../../runner/report/tables';
import { startEarshot } from './earshot';

/** What `work` returns in a terminal of that many columns. */
function inColumns<T>(columns: string | undefined, work: () => T): T {
  const before = process.env.COLUMNS;
  if (columns === undefined) delete process.env.COLUMNS;
  else process.env.COLUMNS = columns;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.COLUMNS;
    else process.env.COLUMNS = before;
  }
}

test('lines are broken at words, those after the first two columns in', () => {
  const text = `  ${'word '.repeat(12).trim()}`;
  expect(inColumns('40', () => fitTerminal(text)).split('\n')).toEqual([
    `  ${'word '.repeat(7).trim()}`,
    `    ${'word '.repeat(5).trim()}`,
  ]);
  expect(inColumns('80', () => fitTerminal(text))).toBe(text);
});

test('a link and a command stay whole, and so does everything where there is no terminal', () => {
  const link = `  https://example.test/${'x'.repeat(60)}`;
  const command = `npx earshot predict --page https://app.example ${'--response x '.repeat(5)}`;
  expect(inColumns('40', () => fitTerminal(`${link}\n${command}`))).toBe(`${link}\n${command}`);
  const long = 'word '.repeat(100).trim();
  expect(inColumns(undefined, () => fitTerminal(long))).toBe(long);
});

test('a table in a narrow terminal is a list, without empty cells', () => {
  const table = () =>
    stripVTControlCharacters(renderTable(['name', 'a', 'b'], [1, 1, 1], [['x', 'one', '']]));
  expect(inColumns('40', table)).toBe('x\n  a: one');
  expect(inColumns('80', table)).toContain('│ x ');
});

const load = ['--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'];
const commands = [
  ['explain', 'http/audio-anonymous/other-site/none'],
  ['predict', ...load, '--response', 'Access-Control-Allow-Origin: https://other.example'],
  ['list'],
  ['list', '--loaders'],
  ['list', '--only', 'claim:2'],
  ['predict', '--help'],
];
for (const args of commands) {
  test(`what a command prints fits a terminal of 40 columns: ${args.join(' ')}`, async () => {
    const { stdout, code } = await startEarshot(args, { COLUMNS: '40' }).ended;
    expect(code).toBe(0);
    // A word that is too long stands alone on its line, and what is typed stays whole.
    const broken = stdout
      .split('\n')
      .filter((line) => line.trim().includes(' ') && !/earshot |curl /.test(line));
    expect(broken.length).toBeGreaterThan(5);
    for (const line of broken) expect.soft(line.length, line).toBeLessThanOrEqual(40);
    expect(stdout).not.toContain('\u001b');
  });
}

test('colours are there if they are asked for, and NO_COLOR takes them away', async () => {
  const args = ['explain', 'http/audio/other-site/none'];
  const asked = await startEarshot(args, { NO_COLOR: undefined, FORCE_COLOR: '1' }).ended;
  expect(asked.stdout).toContain('\u001b[');
  expect((await startEarshot(args, { NO_COLOR: '1' }).ended).stdout).not.toContain('\u001b[');
});

test('a run without a terminal says again and again how far it is, until it ends', async () => {
  const written: string[] = [];
  const stream = { isTTY: false as never, write: (text: unknown) => written.push(String(text)) > 0 };
  const progress = startProgress(36, { stream, every: 5 });
  progress.browser('chromium', '1', '/usr/bin/chromium');
  progress.advance(12);
  await expect.poll(() => written.includes('12 of 36 cells\n')).toBe(true);
  await expect.poll(() => written.includes('12 of 36 cells, none since the last line\n')).toBe(true);
  progress.end();
  expect(written[0]).toBe('measuring in chromium 1, /usr/bin/chromium\n');
});
