import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { portsFrom } from '../../model/lab/topology/topology';
import { defaultTlsFolder } from '../../servers/tls/certificates';
import type { Comparison } from './comparison';

const root = join(__dirname, '..', '..');
const portBase = 26_500;
const { http: port } = portsFrom(portBase).cdn;

/** Requests after which memory is looked at: the first fills what the ledger keeps. */
const counts = [50_000, 100_000, 200_000] as const;
/** Requests on one connection. */
const perConnection = 200;
/** Seconds in which a server must stand. */
const startBound = 30;

const padding = 'x'.repeat(4_000);
const request = (i: number): string =>
  `HEAD /?x=${padding}&t=bench-${i} HTTP/1.1\r\nHost: cdn.test\r\nCookie: ${padding}\r\n\r\n`;

async function send(from: number): Promise<void> {
  const requests = Array.from({ length: perConnection }, (_, i) => request(from + i));
  const socket = connect(port, '127.0.0.1');
  socket.write(`${requests.join('')}HEAD / HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n\r\n`);
  const answers = await text(socket);
  const statuses = answers.match(/^HTTP\/1\.1 \d+/gm) ?? [];
  if (statuses.length !== perConnection + 1 || statuses.some((status) => !status.endsWith(' 200')))
    throw new Error(`Failed to bench: the CDN answered ${[...new Set(statuses)].join(', ')}`);
}

/** What a process holds in memory, in megabytes. */
const residentMegabytes = ({ pid }: ChildProcess): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;

async function startCdn(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=128', '-r', 'ts-node/register', join('servers', 'main.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        EARSHOT_SERVER: 'cdn',
        EARSHOT_PORT_BASE: String(portBase),
        EARSHOT_TLS_FOLDER: defaultTlsFolder,
      },
    },
  );
  // The first line of its log says that it stands.
  const stands = once(child.stdout, 'data', { signal: AbortSignal.timeout(startBound * 1_000) });
  const ended = once(child, 'close').then(() => Promise.reject(new Error('Failed to bench: the CDN ended')));
  await Promise.race([stands, ended]);
  child.stdout.resume();
  return child;
}

/** What one CDN holds in memory after so many requests of 8 kB, each under a token of its own, beside after the first. */
export async function memoryOfCdn(): Promise<Comparison[]> {
  const child = await startCdn();
  try {
    const held: number[] = [];
    let sent = 0;
    for (const count of counts) {
      for (; sent < count; sent += perConnection) await send(sent);
      held.push(residentMegabytes(child));
    }
    const [first = 0, ...later] = held;
    return later.map((ours, i) => ({
      what: `${counts[i + 1]} requests of 8 kB / ${counts[0]}: memory of a CDN`,
      ours,
      beside: first,
      unit: 'MB',
      ratio: ours / first,
      wanted: '<= 1.1',
    }));
  } finally {
    child.kill('SIGTERM');
  }
}
