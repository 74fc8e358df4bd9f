import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portsFrom } from '../../model/lab/topology/topology';
import { byTurns, type Comparison } from './comparison';

const root = join(__dirname, '..', '..');
const portBase = 26_100;

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`)).ok;
  } catch {
    return false;
  }
}

/** Milliseconds from the start of a process until all these ports answer over http. */
async function timeToAnswer(args: readonly string[], ports: readonly number[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    for (const port of ports) {
      while (!(await answers(port))) {
        if (child.exitCode !== null)
          throw new Error(`Failed to bench: ${args.join(' ')} ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
    return performance.now() - started;
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

const bareExpress = (port: number): string => `
import express from 'express';
const app = express();
app.get('/health', (_req, res) => { res.json({ status: 'ok' }); });
app.listen(${port}, '127.0.0.1');
`;

/** The embedded lab, from process start to all origins answering, against a bare Express server started the same way. */
export async function labAgainstExpress(): Promise<Comparison[]> {
  const folder = await mkdtemp(join(root, 'test-results-bench-'));
  try {
    await writeFile(join(folder, 'bare.ts'), bareExpress(portBase - 1));
    const http = Object.values(portsFrom(portBase)).map((ports) => ports.http);
    const lab = () =>
      timeToAnswer([join(root, 'runner', 'bin.js'), 'up', '--port-base', String(portBase)], http);
    const tsNode = ['-r', 'ts-node/register', join(folder, 'bare.ts')];
    const { ours, beside } = await byTurns(5, lab, () => timeToAnswer(tsNode, [portBase - 1]));
    const what = 'start: a bare Express server / the whole lab, process start to answer';
    return [{ what, ours, beside, unit: 'ms', ratio: beside / ours, wanted: '-' }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
