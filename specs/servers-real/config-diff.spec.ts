import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { changeConfig, type ConfigProduct } from '../../model/advice/configs';
import type { Wish } from '../../model/advice/recipes/recipe';
import { parseUrl } from '../../model/http/url';
import { unifiedDiff } from '../../runner/check/unified-diff';
import { apacheSetting } from './apache';
import { apacheFiles, apacheProxyFiles } from './apache-files';
import { caddySetting } from './caddy';
import { caddyFiles, caddyProxyFiles } from './caddy-files';
import { findFaults, findFaultsOfErrors } from './find-faults';
import { nginxSetting } from './nginx';
import { nginxFiles, nginxProxyFiles, type BrokenFile } from './nginx-files';
import { needProgram, type Program } from './program';
import { startServer, type Place, type Setting } from './start-server';
import { startUpstream } from './upstream';
import { wishes } from './wishes';

const run = promisify(execFile);
const tools = [
  ['patch', '-s', '-p0', '-i', 'fix.diff'],
  ['git', 'apply', '-p0', 'fix.diff'],
] as const;
/** Those that want most of a file. */
const asked = ['every origin', 'a list with credentials and a request header'].map(
  (title) => [title, wishes[title]!] as const,
);

interface Product {
  readonly name: ConfigProduct;
  readonly program: Program;
  readonly file: string;
  readonly settingOf: (program: string, place: Place) => Setting;
  readonly files: Readonly<Record<string, (place: Place) => BrokenFile>>;
  readonly proxyFiles: Readonly<Record<string, (place: Place) => BrokenFile>>;
}

const products: readonly Product[] = [
  {
    ...{
      name: 'nginx',
      program: 'nginx',
      file: 'nginx.conf',
      files: nginxFiles,
      proxyFiles: nginxProxyFiles,
    },
    settingOf: (program, place) => nginxSetting(program, place, {}),
  },
  {
    ...{
      name: 'apache',
      program: 'apache2',
      file: 'httpd.conf',
      files: apacheFiles,
      proxyFiles: apacheProxyFiles,
    },
    settingOf: (program, place) => apacheSetting(program, place, ''),
  },
  {
    ...{ name: 'caddy', program: 'caddy', file: 'Caddyfile', files: caddyFiles, proxyFiles: caddyProxyFiles },
    settingOf: (program, place) => caddySetting(program, place, ''),
  },
];

/** The file with the diff applied, by each of the tools; they must agree. */
async function applied(file: string, text: string, diff: string): Promise<string> {
  const texts = new Set<string>();
  for (const [tool, ...args] of tools) {
    const folder = await mkdtemp(join(tmpdir(), 'earshot-diff-'));
    try {
      await writeFile(join(folder, file), text);
      await writeFile(join(folder, 'fix.diff'), diff);
      await run(tool, args, { cwd: folder, env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } });
      texts.add(await readFile(join(folder, file), 'utf8'));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  expect([...texts]).toHaveLength(1);
  return [...texts][0]!;
}

/** The files of a product with the fix for a song on it, as the tools apply it; or as they are. */
async function fixed(product: Product, place: Place, broken: BrokenFile, wish: Wish): Promise<string> {
  const { name, file } = product;
  const { text, others = {} } = broken;
  const includes = (pattern: string) =>
    pattern in others ? [{ name: pattern, text: others[pattern]! }] : null;
  const url = parseUrl(`http://127.0.0.1:${place.port}/tone.mp3`)!;
  const changed = changeConfig({ product: name, name: file, text, includes }, wish, [url]);
  if (changed.text === null) throw new Error(`not changed: ${changed.why}\n${text}`);
  return applied(file, text, unifiedDiff(file, text, changed.text));
}

for (const product of products) {
  const { name, file, files, proxyFiles, settingOf, program } = product;
  test.describe(name, () => {
    const path = needProgram(program);

    for (const [title, brokenOf] of [...Object.entries(files), ...Object.entries(proxyFiles)]) {
      test(`${name} with ${title}: the file fails, and the diff mends it`, async () => {
        const upstream = title in proxyFiles ? await startUpstream() : null;
        let gone = false;
        try {
          const places = await Promise.all(
            [null, ...asked.map(([, wish]) => wish)].map(async (wish) => {
              let broken: BrokenFile | undefined;
              const running = await startServer(upstream?.port ?? 0, async (place) => {
                broken = brokenOf(place);
                const text = wish ? await fixed(product, place, broken, wish) : broken.text;
                return { ...settingOf(path, place), files: { [file]: text, ...broken.others } };
              });
              return { wish, running };
            }),
          );
          try {
            for (const { wish, running } of places) {
              if (wish) expect(await findFaults(running.port, wish)).toEqual([]);
              else expect(await findFaults(running.port, wishes['every origin']!)).not.toEqual([]);
            }
            if (!upstream) return;
            await upstream.close();
            gone = true;
            for (const { wish, running } of places)
              if (wish) expect(await findFaultsOfErrors(running.port, wish)).toEqual([]);
          } finally {
            for (const { running } of places) await running.close();
          }
        } finally {
          if (upstream && !gone) await upstream.close();
        }
      });
    }
  });
}
