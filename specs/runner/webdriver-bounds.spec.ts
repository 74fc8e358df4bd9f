import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from '@playwright/test';
import { portsFrom } from '../../model/lab/topology/topology';
import { openRemote } from '../../runner/browsers/open-remote';
import { byLocalhost } from '../../runner/browsers/session/reach';

interface FakeDriver {
  readonly url: string;
  /** What it was asked, as method and path. */
  readonly asked: readonly string[];
  /** Answers all requests for a session that it has kept waiting. */
  readonly answer: () => void;
}

const test = base.extend<{ driver: FakeDriver }>({
  /** A WebDriver that takes requests for a session and keeps them waiting. */
  driver: async ({}, use) => {
    const asked: string[] = [];
    const waiting: ServerResponse[] = [];
    const server = createServer(({ method = '', url = '' }, response) => {
      asked.push(`${method} ${url}`);
      if (method === 'POST') waiting.push(response);
      else response.end('{"value":null}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = () => {
      const value = { sessionId: 'late', capabilities: {} };
      waiting.forEach((response) => response.end(JSON.stringify({ value })));
    };
    await use({ url: `http://127.0.0.1:${port}`, asked, answer });
    server.close();
    server.closeAllConnections();
  },
});

const open = (url: string) =>
  openRemote({
    url,
    name: 'safari',
    capabilities: {},
    reach: byLocalhost({ https: true }),
    lab: { ports: portsFrom(8_100), spki: '', secret: '' },
    bounds: { begin: 200, end: 200 },
  });

test('a WebDriver that begins no session is given up, with words', async ({ driver }) => {
  await expect(open(driver.url)).rejects.toThrow(
    `Failed to start safari by the WebDriver at ${driver.url}: no session began within 0.2 s. Start the driver`,
  );
  await expect.poll(() => driver.asked).toEqual(['POST /session']);
});

test('a session that begins when nobody waits for it any more is ended', async ({ driver }) => {
  await expect(open(driver.url)).rejects.toThrow('no session began');
  await expect.poll(() => driver.asked).toEqual(['POST /session']);
  driver.answer();
  await expect.poll(() => driver.asked).toEqual(['POST /session', 'DELETE /session/late']);
});
