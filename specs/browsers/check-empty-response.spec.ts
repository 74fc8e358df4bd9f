import { giveSong, own, run, test } from '../support/checking';
import { expect } from '../support';

const loaders = ['audio-anonymous', 'fetch-same-origin'] as const;

test('a server that closes each connection without an answer is a finding, with its cause', async ({
  checking,
  serve,
}) => {
  const url = await serve((_req, res) => res.destroy());
  const { pages, loads } = await run(checking, url, { loaders });
  expect(pages).toMatchObject([
    { outcome: 'blocked', cause: { reason: 'network', root: 'empty-response', fix: null } },
  ]);
  expect(pages[0]!.cause!.fault).toContain('the server closes the connection without an answer');
  expect(loads.map(({ outcome, inconclusive }) => [outcome, inconclusive])).toEqual([
    ['blocked', null],
    ['blocked', null],
  ]);
});

test('a server that closes connections for a while alone, or resets them, is no finding', async ({
  checking,
  serve,
}) => {
  let count = 0;
  const forBrowsers = await serve((req, res) => {
    if (!req.headers['user-agent']!.includes('Earshot/')) return void res.destroy();
    count += 1;
    if (count === 1) res.destroy();
    else giveSong(own)(req, res);
  });
  const resetting = await serve((req) => req.socket.resetAndDestroy());
  for (const url of [forBrowsers, resetting]) {
    const { pages } = await run(checking, url, { loaders });
    expect.soft(pages).toMatchObject([{ outcome: 'inconclusive' }]);
    expect.soft(pages[0]!.cause?.root).not.toBe('empty-response');
  }
});
