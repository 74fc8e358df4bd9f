import { readPersonsPage } from '../../runner/check/persons-page';
import { run, giveSong, star, test, type Answer } from '../support/checking';
import { expect } from '../support';

/** Gives a page with these header lines, and these elements in its head. */
const givePage =
  (head: string, ...lines: (readonly [name: string, value: string])[]): Answer =>
  (_req, res) => {
    res.writeHead(200, ['Content-Type', 'text/html', ...lines.flat()]).end(`<!doctype html>${head}<p>Player`);
  };

const read = (url: string) =>
  readPersonsPage(url, {
    ...{ headers: [], cookies: [], patience: 2_000, signal: new AbortController().signal },
  });

const loaders = ['audio-anonymous', 'fetch-same-origin'] as const;

test("the policies of the person's page refuse a song, and none of its scripts need be let in", async ({
  checking,
  serve,
}) => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`;
  const header = ['Content-Security-Policy', "default-src 'none'; script-src 'nonce-theirs'"] as const;
  const page = await read(await serve(givePage(meta, header)));
  let asked = 0;
  const url = await serve((req, res) => {
    asked += 1;
    giveSong(star)(req, res);
  });
  const { loads, directRequests, document } = await run(checking, url, { pages: [page], loaders });
  expect(loads.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['blocked', 'csp'],
    ['blocked', 'csp'],
  ]);
  expect(asked - directRequests).toBe(0);
  expect(document?.policies.map(([name]) => name)).toEqual([
    'Content-Security-Policy',
    'Content-Security-Policy',
  ]);
});

test('loads are done from the very address of the page, as its Referrer-Policy says', async ({
  checking,
  serve,
}) => {
  const address = `${await serve(givePage('<meta name=referrer content=unsafe-url>'))}?song=7#top`;
  const page = await read(address);
  const referrers = new Set<string | undefined>();
  const url = await serve((req, res) => {
    if (!req.headers['user-agent']?.includes('Earshot/')) referrers.add(req.headers.referer);
    giveSong(star)(req, res);
  });
  const { loads, pages } = await run(checking, url, { pages: [page], loaders });
  expect(loads.map(({ outcome }) => outcome)).toEqual(['readable', 'readable']);
  expect([...referrers]).toEqual([address.replace('#top', '')]);
  expect(pages[0]?.page).toBe(new URL(address).origin);
});
