import { expect } from '@playwright/test';
import { test } from '../support/browser-turn';
import { startEarshot } from './earshot';

test('start shows the player, one grid and the next step on a screen of 80 by 24', async () => {
  const env = { COLUMNS: '80' };
  const started = startEarshot(['start', '--port-base', '0'], env);
  await started.printed('Ctrl-C ends the lab');
  started.process.kill('SIGINT');
  const { stdout } = await started.ended;
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^The player: http:\/\/player\.localhost:\d+\/$/);
  expect(lines.length).toBeLessThanOrEqual(24);
  for (const line of lines) expect.soft(line.length, line).toBeLessThanOrEqual(80);
  const cellsOf = (loader: string) =>
    lines.find((line) => line.includes(` ${loader} `))?.match(/readable|opaque|blocked/g);
  expect(cellsOf('audio')).toEqual(['readable', 'opaque', 'opaque', 'opaque']);
  expect(cellsOf('audio-anonymous')).toEqual(['readable', 'blocked', 'readable', 'readable']);
  expect(cellsOf('fetch-include')).toEqual(['readable', 'blocked', 'blocked', 'blocked']);
  expect(stdout).toContain('npx earshot explain http/audio-anonymous/other-site/none');
});

test('start has all tables if they are asked for, in lists where the terminal is narrow', async () => {
  const { ended } = startEarshot(['start', '--once', '--full', '--port-base', '0'], { COLUMNS: '40' });
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toContain('audio-anonymous\n  own folder: readable\n  CDN without a header: blocked\n');
  expect(stdout).toContain('4. Without crossorigin');
  for (const line of stdout.split('\n').filter((each) => each.trim().includes(' ')))
    expect.soft(line.length, line).toBeLessThanOrEqual(line.includes('npx earshot') ? 80 : 40);
});
