import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { earshot } from './earshot';

/** A load by a page of http://app.test. */
const asks = (url_origin: string, headers: Readonly<Record<string, string>>) => ({
  request: {
    url_origin,
    path: '/song',
    mode: 'cors',
    credentials: 'omit',
    method: 'GET',
    headers: [],
    destination: '',
  },
  responses: [{ for: 'actual', status: 200, headers }],
});

const twice = {
  id: 'twice',
  page: { origin: 'http://app.test' },
  ...asks('http://cdn.test', { 'Access-Control-Allow-Origin': '*' }),
  then: [asks('http://mirror.test', {})],
};

/** Firefox takes no such header of the lab, whose certificate it is told to trust. */
const atHome = {
  id: 'at home',
  page: { origin: 'http://app.test' },
  ...asks('http://app.test', { 'Strict-Transport-Security': 'max-age=600' }),
};

test('each load after the first has a row of its own, predicted and played', async ({}, testInfo) => {
  const file = testInfo.outputPath('cases.json');
  writeFileSync(file, JSON.stringify([{ ...twice, expect: { outcome: 'readable' } }]));
  const predicted = await earshot('predict', '--exchange', file);
  expect(predicted.stdout).toMatch(/^twice +readable .* as expected$/m);
  expect(predicted.stdout).toMatch(/^ {2}load 2 +blocked +allow-origin-missing /m);
  const played = await earshot('run', '--exchange', file, '--browser', 'chromium');
  expect(played.stdout).toMatch(/^twice +chromium +readable .* as expected$/m);
  expect(played.stdout).toMatch(/^ {2}load 2 +chromium +blocked .*http:\/\/app\.test +Failed to fetch$/m);
  expect(played.code).toBe(0);
});

test('a case that one browser cannot be given is told, and what others did with it stays', async ({}, testInfo) => {
  const [file, json] = [testInfo.outputPath('cases.json'), testInfo.outputPath('run.json')];
  writeFileSync(file, JSON.stringify([atHome]));
  const { code, stdout } = await earshot(
    'run',
    '--exchange',
    file,
    '--browser',
    'firefox,chromium',
    '--json',
    json,
  );
  expect(stdout).toMatch(/^at home +firefox +inconclusive .*not played in firefox: .* earshot predict$/m);
  expect(stdout).toMatch(/^at home +chromium +readable /m);
  const { measurements } = JSON.parse(readFileSync(json, 'utf8')) as {
    measurements: { engine: string; outcome: string }[];
  };
  expect(measurements.map(({ engine, outcome }) => `${engine} ${outcome}`)).toEqual([
    'firefox inconclusive',
    'chromium readable',
  ]);
  expect(code).toBe(2);
});
