import { connect } from 'node:tls';
import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import {
  defaultPortBase,
  hostName,
  portsFrom,
  serverNames,
  serverSpec,
} from '../../model/lab/topology/topology';
import { labJson } from '../../model/evidence/lab-json';
import { askServer } from '../../runner/lab/ask-server';
import { logOf } from '../support/compose';
import { startStack } from '../support/compose-stack';
import { expect, test } from './stack-fixture';

const ports = portsFrom(defaultPortBase);

/** SHA-256 of the public key of the leaf that a port shows, base64. */
const keyAt = (port: number, servername: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false }, () => {
      const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      resolve(
        createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64'),
      );
    });
    socket.once('error', reject);
  });

test('every published port answers as the server it should be, under the one certificate', async ({
  stack,
}, testInfo) => {
  testInfo.annotations.push({ type: 'seconds to health', description: stack.secondsToHealth.toFixed(1) });
  const question = {
    port: ports.player.http,
    hosts: 'loopback',
    path: '/lab.json',
    schema: labJson,
    bound: 5_000,
  } as const;
  const lab = (await askServer('player', question))!;
  for (const name of serverNames) {
    const answer = await fetch(`http://127.0.0.1:${ports[name].http}/health`);
    expect(await answer.json()).toMatchObject({ status: 'ok', server: name });
    expect(await keyAt(ports[name].https, hostName(serverSpec(name).hosts[0], 'test')), name).toBe(lab.spki);
  }
});

test('a server cannot write, rise or escape: no disk, no capability, no root', async ({ stack }) => {
  const inside = (script: string) => stack.command('exec', 'cdn', 'bash', '-c', script);
  expect((await inside('id -un')).trim()).toBe('node');
  const status = await inside('cat /proc/self/status');
  for (const line of ['CapEff:\t0000000000000000', 'CapBnd:\t0000000000000000', 'NoNewPrivs:\t1'])
    expect(status).toContain(line);
  for (const place of ['/earshot/x', '/tmp/x', '/tls/x']) {
    await expect(inside(`touch ${place}`), place).rejects.toThrow('Read-only file system');
  }
  const template = '{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.NanoCpus}}';
  expect(await stack.inspect('cdn', template)).toBe(`${256 * 2 ** 20} 64 1000000000`);
});

test('a server that dies comes again by itself', async ({ stack }) => {
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${ports['cdn-closed'].http}/health`).catch(() => null);
    return (answer === null ? {} : await answer.json()) as { instance?: string };
  };
  const { instance } = await health();
  expect(instance).toBeDefined();
  const kill =
    'for each in /proc/[0-9]*; do [ "$(readlink $each/exe)" = /usr/local/bin/node ] && kill -KILL ${each#/proc/}; done';
  await stack
    .command('exec', 'cdn-closed', 'bash', '-c', `${kill}; true`)
    .catch(() => 'ended with the server');
  const another = async () => (await health()).instance ?? instance;
  await expect.poll(another, { message: 'the server', timeout: 30_000 }).not.toBe(instance);
  expect(await stack.inspect('cdn-closed', '{{.RestartCount}}')).toBe('1');
});

test('a server that is stopped ends by itself, long before Docker would kill it, though an answer is under way', async ({
  stack,
}) => {
  const trickle = Buffer.from(JSON.stringify({ fault: { kind: 'trickle', pieces: 50, ms: 200 } })).toString(
    'base64url',
  );
  const url = `http://127.0.0.1:${ports.cdn.http}/p/~${trickle}/song.mp3`;
  const underWay = await fetch(url);
  expect(underWay.status).toBe(200);
  const body = underWay.arrayBuffer().catch(() => 'cut short');
  await stack.command('kill', '--signal', 'SIGTERM', 'cdn');
  try {
    await expect
      .poll(() => stack.command('ps', '--all', '--format', '{{.State}}', 'cdn'), {
        message: 'state of the CDN',
      })
      .toBe('exited\n');
    const [code, finished] = (await stack.inspect('cdn', '{{.State.ExitCode}} {{.State.FinishedAt}}')).split(
      ' ',
    );
    expect(code).toBe('0');
    const log = await logOf(await stack.inspect('cdn', '{{.Id}}'));
    const stopping = log.split('\n').findLast((line) => line.includes('the server stops'))!;
    const { time } = JSON.parse(stopping) as { time: number };
    // The answer takes 10 s, after which Docker would kill the server too.
    expect(Date.parse(finished!) - time).toBeLessThan(5_000);
    expect(await body).toBe('cut short');
  } finally {
    await stack.command('up', '--detach', '--wait');
  }
});

test('a stack that does not come up names the service and the end of its log', async ({ stack }) => {
  expect(stack).toBeDefined();
  const broken = { project: 'earshot-broken', changes: [join(__dirname, 'broken.yml')], services: ['evil'] };
  await expect(startStack(broken)).rejects.toThrow(
    /^Failed to bring the stack up: .*\nevil is exited with code 1\. The end of its log:\n +Failed to read the environment:/,
  );
});
