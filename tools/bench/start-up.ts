import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { transform } from '@swc/core';
import { byTurns, type Comparison } from './comparison';

const root = join(__dirname, '..', '..');
const rounds = 5;

/** Preloaded, it writes the CPU milliseconds of its process to a pipe. */
const tellCost = `
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(3, String((user + system) / 1000));
});
`;

const example = ['--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'];
const allowAll = ['--response', 'Access-Control-Allow-Origin: *'];

/** Commands that start no server and no browser, with the most that each may cost once it is compiled. */
const commands = [
  { name: '--version', args: ['--version'], wanted: '<= 4' },
  { name: '--help', args: ['--help'], wanted: '<= 4' },
  { name: 'predict', args: ['predict', ...example, ...allowAll], wanted: '<= 8' },
  { name: 'list', args: ['list'], wanted: '-' },
] as const;

/** CPU milliseconds of a Node process: two on a busy machine wait for each other, and cost the same. */
async function costOf(preload: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['-r', preload, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const cost = Number(await text(child.stdio[3] as NodeJS.ReadableStream));
  const code = await ended;
  if (code !== 0 || !(cost > 0)) throw new Error(`Failed to bench: ${args.join(' ')} ended with ${code}`);
  return cost;
}

/** Compiles the rooms of the program into a folder, as an installed package would have them. */
async function compileInto(folder: string): Promise<void> {
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  for (const room of ['model', 'servers', 'runner', 'setup']) {
    await cp(join(root, room), join(folder, room), {
      recursive: true,
      filter: (path) => !/\.(mp3|wav|ogg|flac)$/.test(path),
    });
    for (const name of await readdir(join(folder, room), { recursive: true })) {
      if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
      const path = join(folder, room, name);
      const { code } = await transform(await readFile(path, 'utf8'), {
        filename: path,
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      });
      await writeFile(path.replace(/\.ts$/, '.js'), code);
    }
  }
}

/** What commands cost to start, compiled and by ts-node, beside Node itself. */
export async function startUpAgainstNode(): Promise<Comparison[]> {
  const folder = await mkdtemp(join(root, 'test-results-bench-'));
  try {
    const preload = join(folder, 'tell-cost.js');
    await writeFile(preload, tellCost);
    await compileInto(folder);
    const comparisons: Comparison[] = [];
    for (const [how, program] of [
      ['compiled', join(folder, 'runner', 'main.js')],
      ['by ts-node', join(root, 'runner', 'bin.js')],
    ] as const) {
      for (const { name, args, wanted } of commands) {
        const { ours, beside } = await byTurns(
          rounds,
          () => costOf(preload, [program, ...args]),
          () => costOf(preload, ['-e', '0']),
        );
        comparisons.push({
          what: `start-up: ${name}, ${how} / node -e 0`,
          ours,
          beside,
          unit: 'CPU ms',
          ratio: ours / beside,
          wanted: how === 'compiled' ? wanted : '-',
        });
      }
    }
    return comparisons;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
