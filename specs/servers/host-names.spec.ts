import {
  domains,
  hostName,
  serverNames,
  serverSpec,
  type ServerName,
} from '../../model/lab/topology/topology';
import { startLab, type Lab } from '../../servers/lab';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const askAs = (lab: Lab, server: ServerName, host: string, path: string) =>
  ask(lab, path, { server, headers: [['Host', host]] });

const ownNames = (server: ServerName): string[] =>
  serverSpec(server).hosts.flatMap((host) => domains.map((domain) => hostName(host, domain)));

for (const server of serverNames) {
  const own = ownNames(server);
  const isSite = serverSpec(server).role === 'site';

  test(`"${server}" answers under its own names, in any spelling and on any port`, async ({ lab }) => {
    for (const name of own)
      for (const host of [
        name,
        name.toUpperCase(),
        `${name}:80`,
        `${name}:${lab.ports[server].http}`,
        `${name}:9`,
      ])
        expect.soft((await askAs(lab, server, host, '/')).status, host).toBe(200);
  });

  test(`"${server}" answers nothing under a name that is not its own`, async ({ lab }) => {
    const others = serverNames.flatMap(ownNames).filter((name) => !own.includes(name));
    const foreign = ['rebind.example', 'test', '127.0.0.2', '0.0.0.0', '192.168.1.5'];
    const lookalikes = [
      `${own[0]}.evil.example`,
      `x${own[0]}`,
      `${own[0]}.`,
      'localhost.evil.example',
      'a.localhost',
    ];
    const paths = ['/', '/health', '/p/wildcard/tone.mp3', '/ledger/x', '/lab.json', '/lab/http'];
    for (const host of [...others, ...foreign, ...lookalikes]) {
      for (const path of host === others[0] || host === 'rebind.example' ? paths : ['/p/wildcard/tone.mp3']) {
        const error = expectRefusal(await askAs(lab, server, host, path), 421, 'Host');
        expect.soft(error.value).toBe(host);
        expect.soft(error.message).toContain(own.join(', '));
      }
    }
  });

  test(`"${server}" answers songs under a name that other apps share, and nothing else`, async ({ lab }) => {
    const pages = ['/lab/by-ip', '/lab/probe.js'];
    const songs = ['/health?x', '/p/wildcard/tone.mp3?t=a', `/p/${policySegment({ title: 'x' })}/tone.m3u8`];
    const refused = [
      '/',
      '/tone.mp3',
      '/login',
      '/songs',
      '/p/wildcard/songs',
      '/p/session-lax/login',
      '/p/session-lax/LOGIN',
      '/p/session-lax/log%69n',
      '/p/session-lax/login/',
      '/p/session-lax//login',
      '/p/session-lax/tone.mp3/../login',
      '/ledger/x',
      '/lab.json',
      '/LAB.json',
      '/lab/http',
      '/lab/by-ip/frame',
      `/lab/by-ip/hole?key=${lab.secret}&name=x`,
      '/lab/by%2dip/hole',
      '/lab/worker-refetch/worker.js',
      '/open/',
      '/open/index.html',
      '/songs/local.mp3',
      '/index.html',
    ];
    for (const name of ['127.0.0.1', 'localhost', 'LocalHost'])
      for (const host of [name, `${name}:${lab.ports[server].http}`]) {
        for (const path of isSite ? [...songs, ...pages] : songs)
          expect.soft((await askAs(lab, server, host, path)).status, `${host}${path}`).toBe(200);
        for (const path of isSite ? refused : [...refused, ...pages]) {
          const error = expectRefusal(await askAs(lab, server, host, path), 421, 'Host');
          expect.soft(error.message, path).toContain(`http://${own[1]}:${lab.ports[server].http}/`);
        }
      }
    const post = await ask(lab, '/ledger', {
      server,
      method: 'POST',
      headers: [
        ['Host', 'localhost'],
        ['Content-Type', 'application/json'],
      ],
      body: '{"tokens":[]}',
    });
    expectRefusal(post, 421, 'Host');
  });
}

test('a lab that a device reaches by an address answers songs and the page of a link under it', async () => {
  const lab = await startLab({ portBase: 0, reachedBy: ['192.168.1.5', 'My-Mac.local'] });
  try {
    for (const host of ['192.168.1.5:8100', 'my-mac.local:8100', 'MY-MAC.LOCAL']) {
      for (const path of ['/open/', '/p/wildcard/tone.mp3', '/health'])
        expect.soft((await askAs(lab, 'player', host, path)).status, host + path).toBe(200);
      expect.soft((await askAs(lab, 'cdn', host, '/p/wildcard/tone.mp3')).status).toBe(200);
      for (const path of [
        '/',
        '/lab.json',
        '/lab/http',
        '/ledger/x',
        '/p/session-lax/login',
        '/open/../lab.json',
      ])
        expectRefusal(await askAs(lab, 'player', host, path), 421, 'Host');
    }
    expectRefusal(await askAs(lab, 'player', '192.168.1.6', '/open/'), 421, 'Host');
    expectRefusal(await askAs(lab, 'player', '127.0.0.1', '/open/'), 421, 'Host');
  } finally {
    await lab.close();
  }
});
