import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { portsFrom } from '../../model/lab/topology/topology';
import { until } from '../../runner/waiting/until';
import { byTurns, compareRates, type Comparison } from './comparison';

const root = join(__dirname, '..', '..');
const portBase = 26_300;
const startBound = 60_000;
const files = join(root, 'servers', 'audio', 'files', 'cdn-open');
const ports = {
  lab: portsFrom(portBase)['cdn-open'].http,
  static: portBase - 1,
  httpServer: portBase - 2,
} as const;

const untilAnswers = (port: number): Promise<true> =>
  until(startBound, `Failed to bench: nothing answers on port ${port}`, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    return answer === null ? undefined : true;
  });

const staticServer = `
const express = require('express');
express().use(express.static(${JSON.stringify(files)})).listen(${ports.static}, '127.0.0.1');
`;

async function requestsPerSecond(port: number, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/tone.mp3`,
    connections: 16,
    duration: 4,
    // Of the three, only the lab looks at it.
    headers: { Host: `cdn-open.test:${port}`, ...headers },
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`Failed to bench: port ${port} gave errors`);
  return result.requests.average;
}

/** Requests per second of a CDN for an mp3, with and without `Range`, against `express.static` and `http-server`. */
export async function cdnAgainstStatic(): Promise<Comparison[]> {
  const folder = await mkdtemp(join(root, 'test-results-bench-'));
  await writeFile(join(folder, 'static.js'), staticServer);
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, args, { stdio: 'ignore', cwd: root });
  const httpServer = require.resolve('http-server/bin/http-server');
  const children = [
    start(join(root, 'runner', 'bin.js'), 'up', '--port-base', String(portBase)),
    start(join(folder, 'static.js')),
    start(httpServer, files, '-p', String(ports.httpServer), '-a', '127.0.0.1', '-s', '-c-1'),
  ];
  try {
    await Promise.all(Object.values(ports).map(untilAnswers));
    const comparisons: Comparison[] = [];
    for (const [title, headers] of [
      ['whole', {}],
      ['Range', { Range: 'bytes=1000-4999' }],
    ] as const) {
      for (const [name, port, wanted] of [
        ['express.static', ports.static, '>= 0.8'],
        ['http-server', ports.httpServer, '> 1'],
      ] as const) {
        const rate = (of: number) => () => requestsPerSecond(of, headers);
        const { ours, beside } = await byTurns(3, rate(ports.lab), rate(port));
        comparisons.push(compareRates(`mp3, ${title}: CDN / ${name}`, ours, beside, 'requests/s', wanted));
      }
    }
    return comparisons;
  } finally {
    for (const child of children) child.kill('SIGINT');
    await rm(folder, { recursive: true, force: true });
  }
}
