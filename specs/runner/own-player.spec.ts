import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ownPlayerOf } from '../../runner/cli/own-player';
import { runResult } from '../../runner/report/run-schema';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { earshot } from './earshot';
import { fencesOf, read } from '../support/pages';

const [example] = fencesOf(read('docs/add-a-player.md'), 'js');

const modules = {
  'example.mjs': example!,
  // It asks as it should, and then once more.
  'twice.mjs': `${example!.replace('export async function load', 'export { twice as load };\nasync function once')}
    async function twice(url) { await once(url); return once(url); }`,
  'beside.mjs': "export { load } from './example.mjs';",
  'empty.mjs': '',
};

async function placed(info: {
  outputPath(name: string): string;
}): Promise<(name: keyof typeof modules) => string> {
  const folder = info.outputPath('players');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text);
  return (name) => join(folder, name);
}

async function runOf(file: string, as: string, policies: string) {
  const { code, stdout } = await earshot(
    ...['run', '--player', file, '--as', as, '--only', `http/${as}/other-site/${policies}`, '--json', '-'],
  );
  const { measurements, player } = runResult.parse(JSON.parse(stdout));
  return {
    code,
    player,
    told: measurements.map(({ policy, outcome, verdict }) => `${policy}: ${outcome}, ${verdict}`),
    measurements,
  };
}

test('the example of the docs asks as fetch(url) does', async ({}, info) => {
  const at = await placed(info);
  const { code, player, told } = await runOf(
    at('beside.mjs'),
    'fetch-same-origin',
    '{none,wildcard,forbidden}',
  );
  expect(told).toEqual([
    'none: blocked, as predicted',
    'wildcard: readable, as predicted',
    'forbidden: blocked, as predicted',
  ]);
  expect(player).toEqual({ file: 'beside.mjs', as: 'fetch-same-origin' });
  expect(code).toBe(0);
});

test('a player that asks once more is a surprise; one that is none is inconclusive', async ({}, info) => {
  test.skip(!asksAll, 'npm run test:all asks it');
  const at = await placed(info);
  const twice = await runOf(at('twice.mjs'), 'fetch-same-origin', 'wildcard');
  expect([twice.code, twice.told]).toEqual([1, ['wildcard: readable, surprise']]);
  expect(twice.measurements[0]!.differences).toEqual([
    expect.stringContaining('predicted nothing more; seen GET'),
  ]);
  const empty = await runOf(at('empty.mjs'), 'audio', 'none');
  expect([empty.code, empty.told]).toEqual([2, ['none: inconclusive, inconclusive']]);
  expect(empty.measurements[0]!.labError!.message).toContain('to export a function load(url)');
});

test('what is no player of one’s own is refused before a browser starts', async ({}, info) => {
  const at = await placed(info);
  const of =
    (player: string, as: string, only: string[] = []) =>
    () =>
      ownPlayerOf({ player, as, only });
  expect(of('gone.mjs', 'audio')).toThrow('there is no file "gone.mjs"');
  expect(of('README.md', 'audio')).toThrow('is no module for a page');
  expect(of(at('empty.mjs'), 'audoi')).toThrow('Did you mean "audio"?');
  expect(of(at('empty.mjs'), 'audio', ['http/xhr/**'])).toThrow('none of the loader "audio"');
  const { code, stderr } = await earshot('run', '--as', 'audio');
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give a --player as well')]);
});
