import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { explainScenario } from '../../model/advice/explain-scenario';
import { schemas } from '../../runner/report/schemas';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { test } from '../support/browser-turn';
import { earshot } from './earshot';

const cases = [
  {
    id: 'as expected',
    page: { origin: 'http://app.test' },
    request: { url_origin: 'http://cdn.test', path: '/a' },
    responses: [{ for: 'actual', status: 200, headers: { 'Access-Control-Allow-Origin': '*' } }],
    expect: { outcome: 'readable', reason: null },
  },
  {
    id: 'otherwise',
    page: { origin: 'http://app.test' },
    request: { url_origin: 'http://cdn.test', path: '/b' },
    responses: [{ for: 'actual', status: 200, headers: [] }],
    expect: { outcome: 'readable' },
  },
  {
    id: 'nothing expected',
    page: { origin: 'http://app.test' },
    request: { url_origin: 'http://cdn.test', path: '/c' },
    responses: [],
  },
];

/** The file of cases in a test's own folder. */
async function fileOf(
  info: { readonly outputDir: string; outputPath(name: string): string },
  some: readonly object[] = cases,
): Promise<string> {
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('cases.json');
  await writeFile(file, JSON.stringify(some));
  return file;
}

test('every schema can be printed as JSON Schema, and the command prints it', async () => {
  for (const schema of Object.values(schemas)) expect(z.toJSONSchema(schema)).toHaveProperty('type');
  const { code, stdout } = await earshot('schema', 'predict');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(z.toJSONSchema(schemas.predict));
  const wrong = await earshot('schema', 'predcit');
  expect(wrong.stderr).toContain('Did you mean "predict"?');
  expect(wrong.code).toBe(2);
});

const consoleMessage =
  "Access to audio at 'https://cdn.example/song.mp3' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const load = ['predict', '--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3', '--json'];
const compressed = ['--response', 'Access-Control-Allow-Origin: *', '--response', 'Content-Encoding: gzip'];
const outputs = [
  { name: 'list', args: ['list', '--json'] },
  { name: 'list-scenarios', args: ['list', '--all', '--json'] },
  { name: 'list-loaders', args: ['list', '--loaders', '--json'] },
  { name: 'predict', args: load },
  { name: 'predict', args: [...load, '--response', 'Access-Control-Allow-Origin: https://other.example'] },
  { name: 'predict', args: [...load, '--loader', 'fetch-reload'] },
  { name: 'predict', args: [...load, ...compressed, '--engine', 'chromium'] },
  { name: 'explain', args: ['explain', 'http/hls/other-site/hls-key-without-cors', '--json'] },
  { name: 'why', args: ['why', '--json', consoleMessage] },
  { name: 'why', args: ['why', '--json', 'TypeError: Failed to fetch'] },
] as const;
for (const { name, args } of outputs) {
  test(`what a command writes as JSON keeps the schema ${name}: ${args.join(' ')}`, async () => {
    const { code, stdout } = await earshot(...args);
    expect(code).toBe(0);
    const value: unknown = JSON.parse(stdout);
    expect(schemas[name].safeParse(value).error?.message).toBeUndefined();
    expect(schemas[name].safeParse({ more: 1, value }).success).toBe(false);
  });
}

test('the explanation of each scenario that is told case by case keeps its schema', () => {
  const told = selectScenarios([]).filter(({ stated }) => stated.length > 0);
  expect(told.length).toBeGreaterThan(100);
  for (const scenario of told)
    expect
      .soft(schemas.explain.safeParse(explainScenario(scenario)).error?.message, scenario.id)
      .toBeUndefined();
});

test('a file says what it expects, and a prediction that differs ends with 1', async ({}, info) => {
  const file = await fileOf(info);
  const { code, stdout } = await earshot('predict', '--exchange', file, '--json');
  expect(code).toBe(1);
  const told = schemas['predict-exchange'].parse(JSON.parse(stdout));
  expect(told.map(({ differences }) => differences)).toEqual([
    [],
    ['expected readable, came blocked'],
    undefined,
  ]);
  const table = await earshot('predict', '--exchange', file);
  expect(table.code).toBe(1);
  expect(table.stdout).toMatch(
    /^id +outcome +reason +preflight +Origin sent +headers that script sees +expected\n/,
  );
  expect(table.stdout).toContain('expected readable, came blocked');
  const asExpected = await earshot('predict', '--exchange', await fileOf(info, [cases[0]!, cases[2]!]));
  expect(asExpected.code).toBe(0);
});

test('a file is predicted as one engine does it, with the quirks that decide', async ({}, info) => {
  const [expected] = cases;
  const answers = [
    {
      for: 'actual',
      status: 200,
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Encoding': 'gzip' },
    },
  ];
  const request = { ...expected!.request, destination: 'audio', crossorigin: 'anonymous' };
  const file = await fileOf(info, [{ ...expected, request, responses: answers }, cases[2]!]);
  const told = async (...engine: string[]) => {
    const { code, stdout } = await earshot('predict', '--exchange', file, '--json', ...engine);
    const [first, second] = schemas['predict-exchange'].parse(JSON.parse(stdout));
    return { code, outcome: first!.outcome, quirks: [first, second].map((each) => each!.quirks?.length) };
  };
  expect(await told()).toEqual({ code: 0, outcome: 'readable', quirks: [undefined, undefined] });
  expect(await told('--engine', 'firefox')).toEqual({ code: 0, outcome: 'readable', quirks: [0, 0] });
  expect(await told('--engine', 'chromium')).toEqual({ code: 1, outcome: 'blocked', quirks: [1, 0] });
  const { stdout } = await earshot('predict', ...load.slice(1, -1), ...compressed, '--engine', 'chromium');
  expect(stdout).toMatch(
    /^blocked \(decode\) in chromium: it does not load\.\n {2}A quirk of chromium: A compressed body/,
  );
  expect(stdout).toContain('By the standards: readable.');
});

test('a file with a list of <source> elements is told what comes of each that is tried', async ({}, info) => {
  const [expected] = cases;
  const { url_origin } = expected!.request;
  const responses = [{ for: 'actual', status: 404, headers: {} }];
  const request = { ...expected!.request, path: '/a', destination: 'audio', type: 'text/html' };
  const nextSources = [{ url_origin, path: '/b', responses }];
  const file = await fileOf(info, [{ ...cases[2]!, request, responses, nextSources }]);
  const { stdout } = await earshot('predict', '--exchange', file, '--json');
  expect(schemas['predict-exchange'].parse(JSON.parse(stdout))[0]!.sources).toEqual([
    { outcome: 'blocked', reason: 'decode', isTaken: false, requests: [] },
    { outcome: 'blocked', reason: 'http-status', isTaken: false, requests: [`GET ${url_origin}/b`] },
  ]);
});

test('a page on the scheme of an app is predicted for the origin that the URL standard gives it, in words', async ({}, info) => {
  const origin = 'capacitor://localhost';
  const file = await fileOf(info, [{ ...cases[2]!, page: { origin } }]);
  const asFile = await earshot('predict', '--exchange', file, '--json');
  const asOptions = await earshot('predict', '--page', origin, ...load.slice(3));
  for (const { code, stderr, stdout } of [asFile, asOptions]) {
    expect.soft(code).toBe(0);
    expect.soft(stderr).toContain('The origin of capacitor://localhost is opaque by the URL standard');
    expect.soft(stdout).toContain('"originHeader": "null"');
  }
});

test('a reason that differs is told too', async ({}, info) => {
  const [, blocked] = cases;
  const file = await fileOf(info, [{ ...blocked, expect: { outcome: 'blocked', reason: 'csp' } }]);
  const { code, stdout } = await earshot('predict', '--exchange', file);
  expect(stdout).toContain('expected csp, came allow-origin-missing');
  expect(code).toBe(1);
});

test('a browser that does otherwise than a file expects ends the run with 1, in every report', async ({}, info) => {
  const file = await fileOf(info);
  const [junit, markdown] = [info.outputPath('junit.xml'), info.outputPath('summary.md')];
  const args = ['--json', '-', '--junit', junit, '--markdown', markdown];
  const { code, stdout } = await earshot('run', '--exchange', file, ...args);
  expect(code).toBe(1);
  const { measurements } = schemas['run-exchange'].parse(JSON.parse(stdout));
  expect(measurements.map(({ differences }) => differences)).toEqual([
    [],
    ['expected readable, came blocked'],
    undefined,
  ]);
  const xml = await readFile(junit, 'utf8');
  expect(xml).toMatch(/<testsuites tests="3" failures="1" errors="0" skipped="0">/);
  expect(xml).toMatch(
    /<testcase [^>]*name="otherwise">\s*<failure message="expected readable, came blocked"/,
  );
  expect(await readFile(markdown, 'utf8')).toMatch(
    /\| otherwise \| 1 \| otherwise \| expected readable, came blocked \|/,
  );
});

test('a run of scenarios writes its reports, and what proves fixes keeps its schema', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const junit = info.outputPath('junit.xml');
  const ids = ['http/fetch-omit/other-site/none', 'http/fetch-omit/other-site/wildcard'];
  const run = await earshot('run', '--only', ...ids, '--junit', junit, '--markdown', '-');
  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(
    /^## Earshot\n\n\| browser \| as expected \| .*\n\| --- .*\n\| chromium \S+ \| 2 \| 0 \| 0 \| 0 \|/,
  );
  expect(await readFile(junit, 'utf8')).toMatch(/<testsuites tests="2" failures="0" errors="0" skipped="0">/);
  const proof = await earshot('run', '--prove-fixes', '--only', ...ids, '--json', '-');
  expect(proof.code).toBe(0);
  expect(schemas['run-prove-fixes'].parse(JSON.parse(proof.stdout)).proofs).toHaveLength(1);
});

test('standard output takes one result', async () => {
  const { code, stderr } = await earshot('run', '--json', '-', '--junit', '-');
  expect(stderr).toContain('Failed to write to standard output: it takes one result');
  expect(code).toBe(2);
});
