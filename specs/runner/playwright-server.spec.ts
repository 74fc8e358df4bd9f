import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { installedBrowser } from '../../runner/browsers/launch';
import { runResult } from '../../runner/report/run-schema';
import { asksAll } from '../support/asks-all';
import { test } from '../support/browser-turn';
import { startEarshot } from './earshot';

interface Server {
  readonly endpoint: string;
  readonly close: () => Promise<unknown>;
}

/** Starts `playwright run-server` on a free port. */
function startServer(...args: string[]): Promise<Server> {
  const cli = join(__dirname, '..', '..', 'node_modules', 'playwright', 'cli.js');
  const child = spawn(process.execPath, [cli, 'run-server', '--port', '0', '--host', '127.0.0.1', ...args]);
  const ended = once(child, 'close');
  const close = () => {
    // Its browsers first. SIGTERM, while one of them closes, would end that one alone.
    child.kill('SIGINT');
    // Once in many runs it closes its browsers and stays.
    const stays = setTimeout(() => child.kill('SIGKILL'), 20_000);
    return ended.finally(() => clearTimeout(stays));
  };
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (text: Buffer) => {
      printed += text.toString();
      const endpoint = /Listening on (ws:\S+)/.exec(printed)?.[1];
      if (endpoint) resolve({ endpoint, close });
    });
    void ended.then(() => reject(new Error(`the server ended: ${printed}`)));
  });
}

/** The browser of this machine, as a server on it is told of it. */
function browserOfServer(engine: 'chromium' | 'firefox'): NodeJS.ProcessEnv {
  const { executablePath, source } = installedBrowser(engine);
  return source === 'playwright' ? {} : { [`EARSHOT_${engine.toUpperCase()}`]: executablePath };
}

const earshotAt = (endpoint: string, env: NodeJS.ProcessEnv, ...args: string[]) =>
  startEarshot(args, { PW_TEST_CONNECT_WS_ENDPOINT: endpoint, ...env }).ended;

for (const engine of ['chromium', 'firefox'] as const)
  test(`a Playwright server gives verdicts: ${engine}`, async () => {
    test.skip(!asksAll && engine === 'firefox', 'npm run test:all asks it');
    const server = await startServer('--unsafe');
    try {
      const { code, stdout, stderr } = await earshotAt(
        server.endpoint,
        browserOfServer(engine),
        ...['run', '--browser', engine, '--json', '-', '--only', 'claim:2', 'claim:5'],
        // Ports 80 and 443, a certificate that is not to be trusted, cookies, a body that is cut.
        '{default-port,https-default-port}/audio/explicit-default-port/none',
        'https/*/bad-certificate/*',
        'https/{audio-use-credentials,fetch-include}/other-host/session-{lax,strict}',
        'http/{fetch-same-origin,xhr}/other-site/reset-half',
        'file/audio/other-site/none',
      );
      expect(stderr).not.toContain('Failed');
      const { measurements, leftOut, stats } = runResult.parse(JSON.parse(stdout));
      expect(measurements.filter(({ verdict }) => verdict !== 'as predicted')).toEqual([]);
      expect(code).toBe(0);
      expect(measurements.length).toBeGreaterThan(20);
      expect(leftOut).toMatchObject([{ id: 'file/audio/other-site/none' }]);
      expect(stats.browsers[0]?.profile.driver).toContain('by a Playwright server');
    } finally {
      await server.close();
    }
  });

test('a Playwright server without --unsafe would start browsers that are not what was asked for', async () => {
  const server = await startServer();
  try {
    const { code, stderr } = await earshotAt(
      server.endpoint,
      browserOfServer('chromium'),
      ...['run', '--only', 'claim:2'],
    );
    expect(stderr).toContain(
      `Failed to start chromium by the Playwright server at ${server.endpoint}: it takes no launch options; start it with --unsafe`,
    );
    expect(code).toBe(2);
  } finally {
    await server.close();
  }
});

test('a Playwright server of another version is named as such', async () => {
  const other = createServer().on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 428 Precondition Required\r\n\r\nPlaywright version mismatch'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const endpoint = `ws://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  const { code, stderr } = await earshotAt(endpoint, {}, 'run', '--only', 'claim:2');
  other.close();
  expect(stderr).toMatch(/it is of another version; start it by npx playwright@[\d.]+ run-server/);
  expect(code).toBe(2);
});

for (const [what, endpoint, env, says] of [
  ['an endpoint that is no WebSocket', 'http://127.0.0.1:3000', {}, 'it is no WebSocket URL'],
  [
    'headers that are no object of strings',
    'ws://127.0.0.1:3000/',
    { PW_TEST_CONNECT_HEADERS: '{"authorization":"secret","a":5}' },
    'it is no JSON object of strings',
  ],
  // 9, discard, which no browser may connect to either.
  [
    'a server that does not answer',
    'ws://me:secret@127.0.0.1:9/?token=secret',
    {},
    'connect ECONNREFUSED 127.0.0.1:9',
  ],
] as const)
  test(`${what} ends the run with 2, and says what is wrong`, async () => {
    const { code, stderr } = await earshotAt(endpoint, env, 'run', '--only', 'claim:2');
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('secret');
    expect(code).toBe(2);
  });
