import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName } from '../../model/evidence/engine';
import type { Comparison } from './comparison';

const root = join(__dirname, '..', '..');
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');

/** A tick of `/proc/stat`, in seconds (https://man7.org/linux/man-pages/man5/proc_stat.5.html). */
const tick = 0.01;

/** What all processors of this machine have worked since it started, in CPU seconds: browsers leave no account of theirs. */
async function workedSeconds(): Promise<number> {
  const [all = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = all.split(/ +/).slice(1).map(Number);
  return tick * (user + nice + system + irq + softirq);
}

/** CPU seconds of the matrix in a browser, or of a shard of it. */
async function cost(engine: EngineName, shard: readonly string[] = []): Promise<number> {
  const output = await mkdtemp(join(root, 'test-results-bench-'));
  try {
    const before = await workedSeconds();
    const args = [
      'test',
      '--grep',
      '@matrix',
      '--reporter',
      'dot,./specs/reporters/write-plan.ts',
      '--output',
      output,
      ...shard,
    ];
    const child = spawn(process.execPath, [playwright, ...args, '--project', engine], {
      cwd: root,
      env: { ...process.env, EARSHOT_SPECS_SHARDED: '1' },
      stdio: 'ignore',
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0)
      throw new Error(`Failed to bench: playwright ${args.join(' ')} ended with ${String(code)}`);
    return (await workedSeconds()) - before;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/**
 * The dearer of two shards of the matrix, against the whole: what all processors did meanwhile, browsers included, so
 * nothing else should be at work. On Linux alone.
 */
export async function shardAgainstWhole(engine: EngineName): Promise<Comparison[]> {
  const ours = Math.max(await cost(engine, ['--shard', '1/2']), await cost(engine, ['--shard', '2/2']));
  const beside = await cost(engine);
  const what = `shards: the matrix in ${engine} / the dearer half of it`;
  return [{ what, ours, beside, unit: 'CPU s', ratio: beside / ours, wanted: '>= 1.82' }];
}
