import { giveSong, own, run, star, test } from '../support/checking';
import { expect } from '../support';

const element = { loaders: ['audio-anonymous'] } as const;

test('a server that answers browsers alone is no server without holes', async ({ checking, serve }) => {
  const isDirect = (agent = ''): boolean => agent.includes('Earshot/');
  let direct = 0;
  const url = await serve((req, res) => {
    if (!isDirect(req.headers['user-agent'])) return void giveSong(star)(req, res);
    direct += 1;
    res.destroy();
  });
  const never = await run(checking, url, element);
  expect(never.pages).toMatchObject([{ outcome: 'inconclusive', cause: null, holes: [] }]);
  expect(never.loads[0]!.inconclusive).toContain('whom else it lets in is not known');
  expect(never.loads[0]!.inconclusive).toContain('does not answer when it is asked without a browser');
  expect([direct, never.directRequests]).toEqual([2, 2]);
});

for (const [title, status, isRefused, most] of [
  ['has had enough of questions', 429, (count: number) => count > 4, 14],
  ['fails once browsers are gone', 503, (count: number) => count > 1, 28],
  ['keeps out whoever is no browser', 403, (_: number, agent: string) => agent.includes('Earshot/'), 14],
] as const)
  test(`a server that reflects, and ${title}, is no server without holes`, async ({ checking, serve }) => {
    let count = 0;
    const url = await serve((req, res) => {
      count += 1;
      const { origin = '*', 'user-agent': agent = '' } = req.headers;
      if (isRefused(count, agent)) return void res.writeHead(status, [...star]).end();
      giveSong(['Access-Control-Allow-Origin', origin], ['Vary', 'Origin'])(req, res);
    });
    const { pages, loads, directRequests } = await run(checking, url, element);
    expect(pages).toMatchObject([{ outcome: 'inconclusive', cause: null }]);
    expect(loads[0]!.inconclusive).toContain(`answers ${status}`);
    expect(loads[0]!.inconclusive).toContain('whom else it lets in is not known');
    expect(directRequests).toBeLessThanOrEqual(most);
  });

test('what a browser is refused by a server that answers browsers alone is told by its own answers', async ({
  checking,
  serve,
}) => {
  const url = await serve((req, res) => {
    if (req.headers['user-agent']!.includes('Earshot/')) res.destroy();
    else giveSong()(req, res);
  });
  const { pages } = await run(checking, url, element);
  expect(pages).toMatchObject([
    { outcome: 'blocked', cause: { reason: 'allow-origin-missing', root: null } },
  ]);
});

test('a server that leaves an unknown origin without an answer is no server without holes', async ({
  checking,
  serve,
}) => {
  const url = await serve((req, res) => {
    if (req.headers.origin?.endsWith('.invalid') === true) return;
    giveSong(own, ['Vary', 'Origin'])(req, res);
  });
  const { pages } = await run(checking, url, element);
  expect(pages).toMatchObject([{ outcome: 'inconclusive', cause: null, holes: [] }]);
});

test('a direct question that is lost once is asked again', async ({ checking, serve }) => {
  let lost = 0;
  const url = await serve((req, res) => {
    const isDirect = req.headers['user-agent']!.includes('Earshot/');
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
    if (!isDirect || lost > 0) return void giveSong()(req, res);
    lost += 1;
    res.destroy();
  });
  const { pages } = await run(checking, url, element);
  expect(pages).toMatchObject([{ outcome: 'readable' }]);
  expect(pages[0]!.holes.map(({ hole }) => hole)).toContain('reflects-any-origin');
});
