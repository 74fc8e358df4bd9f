import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The libraries that the page names, each with its licence. */
const told = [...read('docs/add-a-player.md').matchAll(/^\| `([^`]+)` +\| (\S+) +\|$/gm)].map(
  ([, name, licence]) => [name!, licence!] as const,
);
const names = told.map(([name]) => name).sort();

test('each library has the licence that the page says, which is a permissive one', () => {
  expect(told.length).toBeGreaterThan(0);
  const installed = told.map(([name]) => {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string };
    return [name, license];
  });
  expect(installed).toEqual(told);
  const permissive = ['MIT', 'BSD-3-Clause', 'BSD-2-Clause', 'Apache-2.0', 'ISC'];
  expect(told.filter(([, licence]) => !permissive.includes(licence))).toEqual([]);
});

test('the page names each library whose script is built, and those of the weekly comparison', () => {
  const config = read('apps/probe/vite.config.mts');
  const paths = [
    ...config.matchAll(/'(?:heavy\/)?[\w-]+\.js': '([^']+)'/g),
    ...config.matchAll(/from '([^'.]*(?:\.js)?[^']*)'(?= *[;`"])/g),
  ].map(([, path]) => path!);
  const packageOf = (path: string): string => /^(@[^/]+\/[^/]+|[^/]+)/.exec(path)![0];
  const built = new Set(paths.map(packageOf).filter((name) => !/^(node:|vite$|rolldown$)/.test(name)));
  expect([...built].sort()).toEqual(names);
  const [, compared = ''] = /LIBRARIES: >-\n((?: {4}.*\n)+)/.exec(read('.github/workflows/players.yml'))!;
  expect(compared.trim().split(/\s+/).sort()).toEqual(names);
});
