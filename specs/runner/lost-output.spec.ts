import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchBrowser } from '../../runner/browsers/launch';
import { labNetwork } from '../../runner/browsers/session/network';
import { sessionOf } from '../../runner/browsers/session/launched-browser';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { LabFailure } from '../../runner/failures/lab-failure';
import { runResult } from '../../runner/report/run-schema';
import { exitCodeOf, run } from '../../runner/measure/run';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { startLab } from '../../servers/lab';
import { test } from '../support/browser-turn';
import { startEarshot } from './earshot';

const bin = join(__dirname, '..', '..', 'runner', 'bin.js');

test('a standard output that is full is told, and ends with 2; the JSON is written all the same', async ({}, info) => {
  test.skip(process.platform !== 'linux', 'there is a device that is always full on Linux');
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('run.json');
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [bin, 'run', '--only', 'claim:2', '--json', file], {
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(stderr).toContain('Failed to write to standard output: no space is left on the device (ENOSPC)');
  expect(code).toBe(2);
  expect(runResult.parse(JSON.parse(await readFile(file, 'utf8'))).stats.cells).toBeGreaterThan(0);
});

test('a table that nobody reads ends with 141, and the JSON is written', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('run.json');
  const { process: child, ended } = startEarshot(['run', '--only', 'claim:2', '--json', file]);
  child.stdout!.destroy();
  expect((await ended).code).toBe(141);
  expect(runResult.parse(JSON.parse(await readFile(file, 'utf8'))).interrupted).toBeUndefined();
});

test('a JSON that cannot be written comes after the table, is kept elsewhere, and ends with 2', async () => {
  test.skip(process.platform !== 'linux', 'there is a device that is always full on Linux');
  const running = startEarshot(['run', '--only', 'claim:2', '--json', '/dev/full']);
  const { code, stdout, stderr } = await running.ended;
  expect(stdout).toContain('2. ');
  expect(stderr).toContain('Failed to write /dev/full: no space is left on the device (ENOSPC)');
  const [, path = ''] = /The JSON is in (\S+) instead/.exec(stderr) ?? [];
  expect(runResult.parse(JSON.parse(await readFile(path, 'utf8'))).stats.cells).toBeGreaterThan(0);
  expect(code).toBe(2);
});

test('an interrupted run tells and writes what it has, and says that it was interrupted', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('run.json');
  await writeFile(file, 'of an earlier run');
  // Two browsers: the first has ended when the second is told of.
  const args = ['run', '--browser', 'chromium,firefox', '--only', 'claim:2', '--json', file];
  const running = startEarshot([...args, '--full']);
  await running.printed('measuring in firefox');
  running.process.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect(code).toBe(130);
  expect(stdout).toContain('2. ');
  expect(stderr).toContain('Interrupted: this is what had been measured.');
  const { interrupted, measurements } = runResult.parse(JSON.parse(await readFile(file, 'utf8')));
  expect(interrupted).toBe(true);
  expect(measurements.length).toBeGreaterThan(0);
  expect(measurements.filter(({ verdict }) => verdict === 'surprise' || verdict === 'inconclusive')).toEqual(
    [],
  );
});

test('a run keeps the loads that had ended in the page that it was interrupted in', async () => {
  const lab = await startLab({ portBase: 0 });
  const interruption = new AbortController();
  let ended = 0;
  try {
    const { interrupted, measurements } = await run({
      engines: ['chromium'],
      scenarios: selectScenarios(['http/*/other-site/*']),
      lab,
      signal: interruption.signal,
      onProgress(some) {
        ended += some;
        if (ended >= 30) interruption.abort();
      },
    });
    expect(interrupted).toBe(true);
    expect(measurements.length).toBeGreaterThanOrEqual(30);
    expect(measurements.length).toBeLessThan(200);
    const odd = measurements.filter(({ verdict }) => verdict === 'surprise' || verdict === 'inconclusive');
    expect(odd).toEqual([]);
  } finally {
    await lab.close();
  }
});

test('so does a run of exchanges', async () => {
  const cases = parseExchangeFile(
    JSON.stringify(
      Array.from({ length: 200 }, (_, i) => ({
        id: i,
        page: { origin: 'http://app.test' },
        request: { url_origin: 'http://cdn.test' },
        responses: [{ for: 'actual', status: 200, headers: { 'Access-Control-Allow-Origin': '*' } }],
      })),
    ),
    'cases',
  );
  const interruption = new AbortController();
  const played = await playExchanges(cases, {
    engine: 'chromium',
    signal: interruption.signal,
    onProgress: () => interruption.abort(),
  });
  expect(played.length).toBeGreaterThan(0);
  expect(played.length).toBeLessThan(200);
  for (const { id, outcome } of played) expect.soft(outcome, id).toBe('readable');
});

test('a browser that does not start takes nothing from those that were measured before', async () => {
  const lab = await startLab({ portBase: 0 });
  const address = lab;
  try {
    const result = await run({
      engines: ['chromium', 'firefox'],
      async start(engine) {
        if (engine === 'firefox') throw new LabFailure('Failed to start firefox: it is broken');
        return sessionOf(engine, await launchBrowser(engine, labNetwork(address)), address);
      },
      scenarios: selectScenarios(['claim:2']),
      lab: address,
    });
    expect(result.endedBy).toBe('Failed to start firefox: it is broken');
    expect(result.measurements.length).toBeGreaterThan(0);
    expect(runResult.parse(result)).toEqual(result);
    expect(exitCodeOf(result)).toBe(2);
  } finally {
    await lab.close();
  }
});

test('a run that is interrupted before it has anything leaves an older file, and says so', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('run.json');
  await writeFile(file, 'of an earlier run');
  const running = startEarshot(['run', '--only', 'http/**', '--json', file]);
  await running.printed('measuring in chromium');
  running.process.kill('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(130);
  const written = await readFile(file, 'utf8');
  // A load may have ended in this very moment.
  if (written === 'of an earlier run') expect(stderr).toContain('run.json is as it was');
  else expect(runResult.parse(JSON.parse(written)).interrupted).toBe(true);
});
