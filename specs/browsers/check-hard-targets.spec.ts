import { createServer as createRawServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { usualLoaders } from '../../runner/check/check';
import { openCheckBrowser } from '../../runner/check/check-browser';
import type { CheckResult } from '../../runner/check/check-result';
import { appOrigin, giveSong, hostPage, run, song, star, test, type Answer } from '../support/checking';
import { asksAll } from '../support/asks-all';
import { expect } from '../support';

const outcomes = ({ loads }: CheckResult) => loads.map(({ outcome }) => outcome);
const element = { loaders: ['audio-anonymous'] } as const;

/** Says that the song is so long, and gives it as long as somebody takes it. */
const giveForEver =
  (length: readonly string[], sockets: Set<{ readonly destroyed: boolean }>): Answer =>
  (req, res) => {
    sockets.add(req.socket);
    res.writeHead(200, ['Content-Type', 'audio/mpeg', ...star, ...length]);
    const push = (): void => {
      while (res.writable && res.write(song));
    };
    res.on('drain', push);
    push();
  };

for (const [title, length] of [
  ['a file of 10 GB', ['Content-Length', String(10 * 2 ** 30)]],
  ['a stream without an end', []],
] as const)
  test(`of ${title} no more than 1 MiB is read, and the server is let go`, async ({ checking, serve }) => {
    const sockets = new Set<{ readonly destroyed: boolean }>();
    const url = await serve(giveForEver(length, sockets));
    const result = await run(checking, url);
    expect(outcomes(result)).toEqual(['readable', 'readable', 'opaque']);
    await expect.poll(() => [...sockets].filter(({ destroyed }) => !destroyed)).toEqual([]);
    const done = await checking.load({ url, page: { origin: appOrigin }, loader: 'xhr' });
    expect(done.seen?.song).toBeDefined();
    for (const { bytes } of done.wire) expect(bytes).toBeLessThanOrEqual(2 ** 20);
  });

for (const [title, sent, says] of [
  ['before its headers', null, 'no answer within 2 s'],
  ['in its body', 3_000, `the body stopped after 3000 of ${song.length} bytes`],
] as const)
  test(`a server that hangs ${title} is waited for once`, async ({ checking, serve }) => {
    let asked = 0;
    const url = await serve((_req, res) => {
      asked += 1;
      if (sent === null) return;
      res.writeHead(200, ['Content-Type', 'audio/mpeg', 'Content-Length', String(song.length), ...star]);
      res.write(song.subarray(0, sent));
    });
    const result = await run(checking, url, { loaders: usualLoaders });
    expect(outcomes(result)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    expect(result.loads[1]!.inconclusive).toContain('not tried');
    expect(result.pages).toMatchObject([
      { outcome: 'inconclusive', cause: { reason: 'network', root: 'no-answer' } },
    ]);
    expect(result.pages[0]!.cause!.fault).toContain(says);
    // Firefox by itself asks ten times over.
    expect(asked - result.directRequests).toBe(1);
  });

test('a load is waited for as long as the server may take', async ({ engine, serve }) => {
  test.skip(engine !== 'chromium', 'the page counts the time, and is the same in all');
  const url = await serve((req, res) => void setTimeout(() => giveSong(star)(req, res), 12_500));
  const browser = await openCheckBrowser(engine, { headers: [], mostRequests: 9, patience: 20_000 });
  try {
    const done = await browser.load({ url, page: { origin: appOrigin }, loader: 'fetch-same-origin' });
    expect(done.seen).toMatchObject({ accepted: true, song: 'sound' });
  } finally {
    await browser.close();
  }
});

/** Answers whoever asks with these bytes, and whatever else comes. */
async function serveRaw(head: string, body: Buffer): Promise<readonly [url: string, close: () => void]> {
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from(head, 'latin1'), body])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [`http://127.0.0.1:${(server.address() as AddressInfo).port}/song.mp3`, () => void server.close()];
}

const rawHead = 'Content-Type: audio/mpeg\r\nAccess-Control-Allow-Origin: *\r\n';

test('a length beside chunks does not count', async ({ checking }) => {
  const chunked = Buffer.concat([
    ...[Buffer.from(`${song.length.toString(16)}\r\n`), song],
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  const head = `HTTP/1.1 200 OK\r\n${rawHead}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const [url, close] = await serveRaw(head, chunked);
  const result = await run(checking, url, element);
  expect(outcomes(result)).toEqual(['readable']);
  close();
});

test('what SHOUTcast 1 answers is told, and is no page without a song', async ({ checking }) => {
  const [url, close] = await serveRaw(`ICY 200 OK\r\nicy-name: Radio\r\n${rawHead}\r\n`, song);
  const result = await run(checking, url, element);
  expect(outcomes(result)).toEqual(['inconclusive']);
  expect(result.loads[0]!.inconclusive).toContain('as SHOUTcast 1 does');
  expect(result.pages[0]!.cause?.root).not.toBe('not-audio');
  close();
});

test('a redirect to what browsers do not ask for has its own advice', async ({ checking, serve }) => {
  const url = await serve((_req, res) => {
    res.writeHead(302, ['Location', 'ftp://cdn.example/song.mp3', ...star]).end();
  });
  const [page] = (await run(checking, url, element)).pages;
  expect(page?.cause).toMatchObject({ reason: 'redirect-invalid', unfixable: null });
  expect(page?.cause?.besides).toContain('lead to an http or https URL');
});

test('redirects that go round are followed until that is sure, and no further', async ({
  checking,
  serve,
}) => {
  let asked = 0;
  const url = await serve((req, res) => {
    asked += 1;
    const to = req.url === '/song.mp3' ? '/elsewhere' : '/song.mp3';
    res.writeHead(302, ['Location', to, ...star]).end();
  });
  const result = await run(checking, url);
  expect(outcomes(result)).toEqual(['blocked', 'blocked', 'blocked']);
  expect(result.pages).toMatchObject([{ cause: { reason: 'redirect-invalid', root: 'redirect-loop' } }]);
  // A browser alone goes round twenty times in each of the three loads.
  expect(asked - result.directRequests).toBeLessThan(20);
});

test('a redirect back to the same URL with a cookie is none that goes round', async ({ checking, serve }) => {
  const url = await serve((req, res) => {
    if (req.headers.cookie === 'seen=1') giveSong(star)(req, res);
    else if (req.url === '/cookie')
      res.writeHead(302, ['Location', '/song.mp3', 'Set-Cookie', 'seen=1; Path=/']).end();
    else res.writeHead(302, ['Location', '/cookie']).end();
  });
  // From the same host, whose cookies are sent without CORS.
  const result = await run(checking, url, { loaders: ['audio'], pages: [{ origin: hostPage }] });
  expect(result.loads[0]!.wire.map(({ status }) => status)).toEqual([302, 302, 206]);
  expect(outcomes(result)).toEqual(['opaque']);
});

test('ten checks in a row of one server come to one verdict', async ({ checking, serve }) => {
  test.skip(!asksAll, 'npm run test:all asks it');
  const url = await serve((req, res) =>
    giveSong(...(req.headers.range === undefined ? [star] : []))(req, res),
  );
  const verdicts = new Set<string>();
  for (let i = 0; i < 10; i++) {
    const { pages, loads } = await run(checking, url, { proves: false });
    const told = { pages, loads: loads.map(({ outcome, reason }) => [outcome, reason]) };
    verdicts.add(JSON.stringify(told));
  }
  expect(verdicts.size).toBe(1);
});

test('a browser asks by GET, HEAD and OPTIONS alone, 12 times at most with the proof', async ({
  checking,
  serve,
}) => {
  const methods: string[] = [];
  const url = await serve((req, res) => {
    methods.push(req.method!);
    giveSong()(req, res);
  });
  const before = checking.requests();
  const result = await run(checking, url);
  expect(result.pages[0]!.cause?.proof).toMatchObject({ isProven: true });
  expect(checking.requests() - before + result.directRequests).toBe(methods.length);
  expect(checking.requests() - before).toBeLessThanOrEqual(12);
  expect(result.directRequests).toBeLessThanOrEqual(40);
  expect([...new Set(methods)].sort()).toEqual(['GET', 'OPTIONS']);
});
