import { createServer, type Server } from 'node:net';
import {
  portsFrom,
  schemes,
  serverNames,
  type Scheme,
  type ServerName,
} from '../../model/lab/topology/topology';
import { startLab } from '../../servers/lab';
import { PortError } from '../../servers/http/port-error';
import { expect, test } from './lab-fixture';
import { refuses } from './refuses';

const hold = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** Below the ports that the system gives away; another for each process, since workers run side by side. */
const portBase = 10_000 + (process.pid % 100) * 200;

const taken: readonly (readonly [ServerName, Scheme])[] = [
  ['player', 'http'],
  ['player', 'https'],
  ['cdn', 'https'],
  ['cdn-mirror', 'https'],
];
for (const [server, scheme] of taken) {
  test(`a port in use (${scheme} of ${server}) is an error that says so and leaves nothing listening`, async () => {
    const ports = portsFrom(portBase);
    const port = ports[server][scheme];
    const holder = await hold(port);
    try {
      const error = await startLab({ portBase }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(PortError);
      expect((error as PortError).port).toBe(port);
      expect((error as PortError).message).toContain(`port ${port}: it is in use`);
      expect((error as PortError).message).toContain('--port-base');
      const others = serverNames.flatMap((name) => schemes.map((each) => ports[name][each]));
      for (const other of others) expect.soft(await refuses(other), `port ${other}`).toBe(other !== port);
    } finally {
      holder.close();
    }
  });
}

test('a port that there is not is an error that names it', async () => {
  const error = await startLab({ portBase: 65_500 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PortError);
  expect((error as PortError).message).toMatch(/port 6555\d.*--port-base/);
  expect(await refuses(65_500)).toBe(true);
});

test('a port base gives every server its own ports, and again once they are free', async () => {
  for (const round of ['first', 'second']) {
    const lab = await startLab({ portBase });
    try {
      expect(lab.ports).toEqual(portsFrom(portBase));
      for (const name of serverNames)
        for (const scheme of schemes) expect.soft(await refuses(lab.ports[name][scheme]), round).toBe(false);
    } finally {
      await lab.close();
    }
  }
});

test('without a port base two labs stand side by side', async ({ lab }) => {
  const other = await startLab({ portBase: 0 });
  try {
    const all = [lab, other].flatMap(({ ports }) =>
      serverNames.flatMap((name) => schemes.map((scheme) => ports[name][scheme])),
    );
    expect(new Set(all).size).toBe(2 * 2 * serverNames.length);
  } finally {
    await other.close();
  }
});
