import { expect, test } from '@playwright/test';
import { attachLab } from '../../runner/lab/attach-lab';
import { readLedgers } from '../../runner/measure/ledgers';
import { serveLink } from '../../runner/browsers/link/serve-link';
import { startLab } from '../../servers/lab';
import { serverNames } from '../../model/lab/topology/topology';
import { Answer } from '../servers/answer';
import { ask } from '../servers/ask';
import { exchange } from '../servers/exchange';

test('a lab is attached to by any spelling of this machine, and asked by its own names', async () => {
  const lab = await startLab({ portBase: 0 });
  try {
    await ask(lab, '/p/wildcard/tone.mp3?t=seen');
    for (const host of ['127.0.0.1', 'localhost', 'player.localhost', 'player.test']) {
      const { ports, secret, hosts } = await attachLab(`http://${host}:${lab.ports.player.http}/`);
      expect.soft({ ports, secret, hosts }, host).toEqual({
        ports: lab.ports,
        secret: lab.secret,
        hosts: 'loopback',
      });
      const { byToken, instances } = await readLedgers(ports, ['seen'], hosts);
      expect.soft([...instances.keys()]).toEqual(serverNames);
      expect.soft(byToken.get('seen')?.[0]?.path).toBe('/p/wildcard/tone.mp3?t=seen');
    }
    await expect(attachLab(`http://127.0.0.1:${lab.ports.cdn.http}`)).rejects.toThrow(
      'what answers there is no lab',
    );
  } finally {
    await lab.close();
  }
});

test('the runner behind a link answers under the host of the link alone', async () => {
  const link = await serveLink({ address: '127.0.0.1', host: 'player.localhost' });
  try {
    const [port, token] = link.at.split('.');
    const askAs = async (host: string, path: string) => {
      const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      return new Answer((await exchange({ port: Number(port) }, request)).bytes);
    };
    for (const host of ['player.localhost', `PLAYER.localhost:${port}`])
      expect.soft((await askAs(host, '/nothing')).status, host).toBe(404);
    for (const host of ['127.0.0.1', 'localhost', 'rebind.example', 'cdn.localhost', 'player.localhost.']) {
      const answer = await askAs(host, `/${token}/task`);
      expect.soft(answer.status, host).toBe(421);
      expect.soft(answer.body.toString()).toContain('player.localhost');
    }
  } finally {
    await link.close();
  }
});
