import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import { expect, test } from '../support';

/** A server that takes every request and never answers. */
async function startSilentServer() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }) => asked.push(url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

test('loads after one another end with the first that times out', async ({ session }) => {
  const silent = await startSilentServer();
  const loaders = ['audio-anonymous-then-fetch', 'fetch-then-fetch', 'audio-swapped-out'] as const;
  try {
    const page = await session.openPage('http');
    const ownSong = `${silent.base}/own`;
    const cells = loaders.map((loader) => ({
      token: loader,
      loader,
      url: `${silent.base}/${loader}`,
      ownSong,
    }));
    await page.start(cells, cells.length);
    const evidence: PageEvidence[] = [];
    await expect
      .poll(async () => {
        const drained = await page.drain();
        evidence.push(...drained.evidence);
        return evidence.length;
      })
      .toBe(loaders.length);
    expect(evidence.map(({ timedOut }) => timedOut)).not.toContain(undefined);
    // Once each: what would have come next is the same URL again, or the own song.
    expect(silent.asked.toSorted()).toEqual(loaders.map((loader) => `/${loader}`).toSorted());
  } finally {
    silent.close();
  }
});
