import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test, type TestInfo } from '@playwright/test';
import type { Exchange } from '../../model/evidence/exchange';
import type { Measurement } from '../../model/evidence/measurement';
import type { RunResult } from '../../runner/measure/run';
import { compareRuns } from '../../runner/report/compare-runs';
import { runChanges } from '../../runner/report/compare-schema';
import { runResult } from '../../runner/report/run-schema';
import { earshot } from './earshot';

const request = (port: number, fields: Partial<Exchange> = {}): Exchange => ({
  token: `token-${port}`,
  at: port,
  server: 'cdn',
  method: 'GET',
  scheme: 'http',
  host: `cdn.test:${port}`,
  path: '/p/none/tone.mp3',
  requestHeaders: { origin: `http://player.test:${port + 1}` },
  status: 200,
  responseHeaders: [],
  complete: true,
  ...fields,
});

interface Seen {
  readonly policy?: 'none' | 'wildcard';
  readonly outcome?: Measurement['outcome'];
  readonly requests?: readonly Exchange[];
  readonly message?: string;
}

/** What a run has of howler in one cell; the lab is at `port`. */
function cell(port: number, seen: Seen = {}): Measurement {
  const { policy = 'none', outcome = 'opaque', requests = [request(port)], message } = seen;
  const url = `http://cdn.test:${port}/p/${policy}/tone.mp3?token-${port}`;
  return {
    id: `http/howler/other-site/${policy}`,
    page: 'http',
    loader: 'howler',
    relation: 'other-site',
    policy,
    title: 'the player loads',
    kind: 'check',
    claims: [30],
    links: [],
    engine: 'chromium',
    browserVersion: '156',
    url,
    outcome,
    reason: outcome === 'blocked' ? 'allow-origin-missing' : null,
    part: null,
    expected: 'opaque',
    expectedReason: 'no-crossorigin',
    differences: [],
    browserSays: null,
    verdict: outcome === 'inconclusive' ? 'inconclusive' : 'as predicted',
    quirk: null,
    contrast: null,
    ladder: { sent: true, accepted: true, metadata: true, advances: true, tone: false },
    wire: {
      servers: requests,
      page: {
        token: `token-${port}`,
        accepted: false,
        metadata: false,
        advances: false,
        tone: null,
        error: { name: 'loaderror', message: message ?? `4: ${url}` },
        milliseconds: port,
      },
      predicted: [],
    },
  };
}

const noVerdicts = { 'as predicted': 0, 'known quirk': 0, surprise: 0, inconclusive: 0 };

const run = (...measurements: Measurement[]): RunResult =>
  runResult.parse({
    measurements,
    leftOut: [],
    stats: { cells: measurements.length, seconds: 1, cellsPerSecond: 1, verdicts: noVerdicts, browsers: [] },
  });

test('two runs in labs at other ports are the same', () => {
  const changes = compareRuns(run(cell(4000)), run(cell(5000)));
  expect(changes).toMatchObject({ compared: 1, changed: [], onlyBefore: [], onlyAfter: [] });
});

test('a request more, another outcome and other words are each a change', () => {
  const after = cell(5000, {
    outcome: 'blocked',
    requests: [request(5000), request(5000, { path: '/p/none/other.mp3' })],
    message: 'gave up',
  });
  const [changed] = compareRuns(run(cell(4000)), run(after)).changed;
  const line = 'GET http://cdn.test, Origin http://player.test: 200';
  expect(changed).toEqual({
    id: 'http/howler/other-site/none',
    engine: 'chromium',
    changes: [
      { of: 'outcome', before: ['opaque'], after: ['blocked: allow-origin-missing'] },
      { of: 'requests', before: [line], after: [line, line] },
      {
        of: 'words',
        before: ['loaderror: 4: http://cdn.test/p/none/tone.mp3'],
        after: ['loaderror: gave up'],
      },
    ],
  });
});

test('a media element may ask for the same thing as often as it likes', () => {
  const rest = (port: number) => request(port, { status: 206, requestHeaders: { range: 'bytes=0-' } });
  const twice = cell(5000, { requests: [request(5000), rest(5000), rest(5000)] });
  const once = cell(4000, { requests: [request(4000), rest(4000)] });
  expect(compareRuns(run(once), run(twice)).changed).toEqual([]);
});

test('what one run has alone, and what the lab failed to measure, is told apart', () => {
  const before = run(cell(4000, { outcome: 'inconclusive' }));
  const after = run(cell(5000), cell(5000, { policy: 'wildcard' }));
  expect(compareRuns(before, after)).toMatchObject({
    compared: 0,
    changed: [],
    onlyBefore: [],
    onlyAfter: [{ id: 'http/howler/other-site/wildcard' }],
    inconclusive: [{ id: 'http/howler/other-site/none', before: 'inconclusive', after: null }],
  });
});

async function fileOf(info: TestInfo, name: string, value: unknown): Promise<string> {
  await mkdir(info.outputDir, { recursive: true });
  await writeFile(info.outputPath(name), JSON.stringify(value));
  return info.outputPath(name);
}

test('the command prints what changed, and ends with 1 where something has', async ({}, info) => {
  const before = await fileOf(info, 'before.json', run(cell(4000)));
  const after = await fileOf(info, 'after.json', run(cell(5000, { outcome: 'blocked' })));
  const { code, stdout } = await earshot('compare', before, after);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'http/howler/other-site/none in chromium\n  comes of it:\n    - opaque\n    + blocked',
  );
  expect(stdout).toContain('1 of 1 cells differ.');
  const same = await earshot('compare', before, before);
  expect([same.code, same.stdout]).toEqual([0, '0 of 1 cells differ.\n']);
  const json = await earshot('compare', before, after, '--json');
  expect(runChanges.parse(JSON.parse(json.stdout)).changed).toHaveLength(1);
});

test('cells that changed alike are told once', async ({}, info) => {
  const of = (outcome: Measurement['outcome']) =>
    run(...(['none', 'wildcard'] as const).map((policy) => cell(4000, { policy, outcome, message: 'none' })));
  const before = await fileOf(info, 'before.json', of('opaque'));
  const after = await fileOf(info, 'after.json', of('readable'));
  const { stdout } = await earshot('compare', before, after);
  expect(stdout.trimEnd().split('\n')).toEqual([
    '- in the first run, + in the second',
    '',
    'http/howler/other-site/none in chromium',
    'http/howler/other-site/wildcard in chromium',
    '  comes of it:',
    '    - opaque',
    '    + readable',
    '',
    '2 of 2 cells differ.',
  ]);
});

test('a library that loads no more as it did is a difference, and why is told', async ({}, info) => {
  const labError = { code: 'probe-timeout', message: 'the page timed out waiting for howler' } as const;
  const before = await fileOf(info, 'before.json', run(cell(4000)));
  const after = await fileOf(
    info,
    'after.json',
    run({ ...cell(5000, { outcome: 'inconclusive' }), labError }),
  );
  const { code, stdout } = await earshot('compare', before, after);
  expect(code).toBe(1);
  expect(stdout).toContain(
    `No result in the second run, but in the first:
  chromium  http/howler/other-site/none
    probe-timeout: the page timed out waiting for howler

0 of 0 cells differ.
1 cells are not compared: they had no result in one of the runs, or in both.`,
  );
  expect((await earshot('compare', after, after)).code).toBe(0);
});

test('a file that is no result of a run is told with what is wrong in it', async ({}, info) => {
  const good = await fileOf(info, 'good.json', run());
  const bad = await fileOf(info, 'bad.json', { ...run(), measurements: [{ id: 1 }] });
  const { code, stderr } = await earshot('compare', good, bad);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /Failed to read .*bad\.json: it is no result of "npx earshot run --json": at measurements\.0\./,
  );
});
