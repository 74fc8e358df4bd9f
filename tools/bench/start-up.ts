import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { installIn, packInto } from '../package/pack-into';
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

/** Commands that start no server and no browser, with the most that each may cost in a package. */
const commands = [
  { name: '--version', args: ['--version'], wanted: '<= 4' },
  { name: '--help', args: ['--help'], wanted: '<= 4' },
  { name: 'predict', args: ['predict', ...example, ...allowAll], wanted: '<= 6' },
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

/** What commands cost to start, as an installed package and by ts-node, beside Node itself. */
export async function startUpAgainstNode(): Promise<Comparison[]> {
  // Outside of the clone, so that nothing in it is found by accident.
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    const preload = join(folder, 'tell-cost.js');
    await writeFile(preload, tellCost);
    installIn(folder, join(folder, packInto(folder).filename));
    const comparisons: Comparison[] = [];
    for (const [how, program] of [
      ['packed', join(folder, 'node_modules', 'earshot', 'runner', 'bin.js')],
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
          wanted: how === 'packed' ? wanted : '-',
        });
      }
    }
    return comparisons;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
