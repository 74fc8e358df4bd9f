import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { runResult } from '../../runner/report/run-schema';
import { test } from '../support/browser-turn';
import { openLink, withPlainPage } from './open-link';

/** A run takes longer than an element may take to say something; in milliseconds. */
const measured = { timeout: 500_000 };

test('a browser that opens the link measures after one click, and the verdicts come to the terminal', async ({}, testInfo) => {
  const file = testInfo.outputPath('run.json');
  const { code, stdout, stderr } = await openLink(
    ['--only', 'claim:2', 'claim:4', 'claim:5', 'claim:6', '--json', file],
    (url) =>
      withPlainPage(async (page) => {
        await page.goto(url);
        await page.getByRole('button', { name: 'Begin' }).click();
        await expect(page.getByRole('status')).toContainText('Done: ', measured);
      }),
  );
  const { measurements, leftOut, stats } = runResult.parse(JSON.parse(await readFile(file, 'utf8')));
  expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
  expect(code).toBe(0);
  expect(measurements.length).toBeGreaterThan(100);
  const played = measurements.find(({ id }) => id === 'http/audio-anonymous/other-site/wildcard');
  expect(played).toMatchObject({ outcome: 'readable', ladder: { tone: true } });
  expect(played?.wire.servers[0]?.host).toMatch(/^cdn\.localhost:/);
  expect(leftOut.find(({ id }) => id.startsWith('https/'))?.why).toContain('certificate');
  expect(stats.browsers[0]?.profile.driver).toBe('a person, by a link');
  expect(stdout).toContain('4. Without crossorigin');
  expect(stderr).toContain('Left out in chromium: ');
  // The QR code, in half blocks.
  expect(stderr).toContain('▄');
});

test('by one address for all servers, what needs names is left out, and the rest is measured', async () => {
  const { code, stdout } = await openLink(
    ['--host', '127.0.0.1', '--only', 'claim:2', 'claim:4', 'claim:5', '--json', '-'],
    (url) =>
      withPlainPage(async (page) => {
        expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
        await page.goto(url);
        await page.getByRole('button', { name: 'Begin' }).click();
        await expect(page.getByRole('status')).toContainText('Done: ', measured);
      }),
  );
  const { measurements, leftOut } = runResult.parse(JSON.parse(stdout));
  expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
  expect(code).toBe(0);
  expect(measurements.map(({ id }) => id)).toContain('http/audio/other-site/wildcard');
  expect(leftOut.map(({ id }) => id)).toContain('http/get-and-load/other-site/wildcard');
});

test('a second browser is told that the link is taken', async () => {
  await openLink(['--only', 'claim:4', 'claim:5'], (url) =>
    withPlainPage(async (page) => {
      const second = await page.context().newPage();
      await second.goto(url);
      await page.goto(url);
      await page.getByRole('button', { name: 'Begin' }).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await second.getByRole('button', { name: 'Begin' }).click();
      await expect(second.getByRole('status')).toContainText('A browser has begun already');
      // Else the runner would wait for it until it times out.
      await expect(page.getByRole('status')).toContainText('Done: ', measured);
    }),
  );
});

test('an address that names no runner says so', async () => {
  await openLink(['--only', 'claim:4'], (url) =>
    withPlainPage(async (page) => {
      await page.goto(url.replace(/\?.*/, ''));
      await page.getByRole('button', { name: 'Begin' }).click();
      await expect(page.getByRole('status')).toContainText('This address is not whole');
      await page.goto(url);
      await page.getByRole('button', { name: 'Begin' }).click();
      await expect(page.getByRole('status')).toContainText('Done: ', measured);
    }),
  );
});
