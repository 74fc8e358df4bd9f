import { connect } from 'node:net';
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { portsFrom } from '../../model/lab/topology/topology';
import { test } from '../support/browser-turn';
import { startEarshot } from './earshot';
import { processesWith } from './processes-with';
import { asksWebKit } from '../support/asks-webkit';

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

async function openPorts(base: number): Promise<number[]> {
  const ports = Object.values(portsFrom(base)).flatMap(({ http, https }) => [http, https]);
  const open = await Promise.all(ports.map(isOpen));
  return ports.filter((_, i) => open[i]);
}

interface Moment {
  readonly title: string;
  readonly args: readonly string[];
  /** Interrupt once this was printed, and so much later. */
  readonly after?: string;
  readonly milliseconds: number;
}

/** Nothing listens there, and no browser would ask: what is under way is the browser alone. */
const checked = ['check', 'http://127.0.0.1:9/song.mp3', '--page', 'https://app.example'];

const moments: Moment[] = [
  { title: 'up, when it stands', args: ['up'], after: 'Ctrl-C ends the lab', milliseconds: 0 },
  ...[300, 700, 1000, 1300, 1700, 2200].map((milliseconds) => ({
    title: `run, ${milliseconds} ms after its start`,
    args: ['run', '--browser', 'chromium,firefox'],
    milliseconds,
  })),
  ...[0, 400, 1500].flatMap((milliseconds) =>
    (asksWebKit ? ['chromium', 'webkit'] : ['chromium']).map((engine) => ({
      title: `run, ${milliseconds} ms into ${engine}`,
      args: ['run', '--browser', engine],
      after: 'measuring in',
      milliseconds,
    })),
  ),
  ...[0, 300].map((milliseconds) => ({
    title: `check, ${milliseconds} ms into its first load`,
    args: checked,
    after: 'loads it by',
    milliseconds,
  })),
  { title: 'start, when it serves', args: ['start'], after: 'Ctrl-C ends the lab', milliseconds: 0 },
];

test.describe('Ctrl-C leaves no process and no open port behind', () => {
  test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');
  moments.forEach(({ title, args, after, milliseconds }, i) => {
    test(title, async () => {
      const base = 21_000 + 200 * i + 3_000 * test.info().parallelIndex;
      // A check has no lab: its ports are any that are free, and end with its process.
      const lab = args === checked ? [] : ['--port-base', String(base)];
      const mark = `EARSHOT_SPEC_MARK=${randomUUID()}`;
      const [name, value] = mark.split('=') as [string, string];
      const running = startEarshot([...args, ...lab], { [name]: value });
      if (after !== undefined) await running.printed(after);
      // The moment is what is tested, so this waits for nothing else.
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      running.process.kill('SIGINT');
      const { code, stderr } = await running.ended;
      // Before its handler stands, Node itself ends by the signal, which is a null code.
      expect([130, null]).toContain(code);
      expect(stderr).not.toContain('Error');
      await expect.poll(() => processesWith(mark), { message: 'processes left' }).toEqual([]);
      await expect.poll(() => openPorts(base), { message: 'ports left open' }).toEqual([]);
    });
  });
});
