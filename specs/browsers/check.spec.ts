import type { CheckResult } from '../../runner/check/check-result';
import { appOrigin, giveSong, own, run, song, star, test } from '../support/checking';
import { expect } from '../support';

/** A WAV of one second of silence, 8,000 samples of 16 bits. */
function silentWav(): Buffer {
  const wav = Buffer.alloc(44 + 16_000);
  wav.write('RIFF');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(16_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(16_000, 40);
  return wav;
}

const outcomes = ({ loads }: CheckResult) => loads.map(({ outcome }) => outcome);
const causeOf = ({ pages: [page] }: CheckResult) => page?.cause;

test('a song without header lines is blocked, and its fix is seen to help', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong()));
  expect(outcomes(result)).toEqual(['blocked', 'blocked', 'opaque']);
  const cause = causeOf(result);
  expect(cause).toMatchObject({ reason: 'allow-origin-missing', proof: { isProven: true } });
  expect(cause?.exchange).toMatchObject({ method: 'GET', origin: appOrigin, status: 206 });
  expect(cause?.fix?.headers).toEqual([['Access-Control-Allow-Origin', '*']]);
});

test('a song for everybody is readable, and has no cause', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong(star)));
  expect(outcomes(result)).toEqual(['readable', 'readable', 'opaque']);
  expect(result.pages).toEqual([
    { page: appOrigin, outcome: 'readable', cause: null, holes: [], tightened: null },
  ]);
});

test('a header on 200 alone lets fetch read, and no element', async ({ checking, serve }) => {
  const url = await serve((req, res) =>
    giveSong(...(req.headers.range === undefined ? [star] : []))(req, res),
  );
  const result = await run(checking, url, { proves: false });
  expect(outcomes(result)).toEqual(['blocked', 'readable', 'opaque']);
  expect(causeOf(result)?.reason).toBe('allow-origin-missing');
});

test('two lines are told as they came, and the fix is to send one', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong(star, own)), { loaders: ['audio-anonymous'] });
  const cause = causeOf(result);
  expect(cause).toMatchObject({ reason: 'allow-origin-multiple', proof: { isProven: true } });
  expect(cause?.exchange?.headers.filter(([name]) => /allow-origin/i.test(name))).toEqual([star, own]);
});

test('after a redirect to another origin the last server is the one that has to change', async ({
  checking,
  serve,
}) => {
  const target = await serve(giveSong(own));
  const url = await serve((_req, res) => {
    res.writeHead(302, ['Location', target.replace('127.0.0.1', 'localhost'), ...star]).end();
  });
  const cause = causeOf(await run(checking, url, { loaders: ['audio-anonymous'] }));
  expect(cause).toMatchObject({ reason: 'redirect-null-origin', proof: { isProven: true } });
  expect(cause?.exchange?.origin).toBe('null');
});

test('a preflight that nobody answers well is the cause, and its answer the fix', async ({
  checking,
  serve,
}) => {
  const url = await serve((req, res) => {
    if (req.method === 'OPTIONS') res.writeHead(405).end();
    else giveSong(star)(req, res);
  });
  const cause = causeOf(await run(checking, url, { loaders: ['fetch-authorization'] }));
  // What a GET is answered is not known: the browser never asked.
  expect(cause).toMatchObject({ reason: 'preflight-status', exchange: { method: 'OPTIONS', status: 405 } });
});

test('an error is told by its status, though header lines are missing too, and no header is offered', async ({
  checking,
  serve,
}) => {
  const url = await serve((_req, res) => void res.writeHead(403, { 'Content-Type': 'text/plain' }).end('no'));
  const cause = causeOf(await run(checking, url, { loaders: ['audio-anonymous'] }));
  expect(cause).toMatchObject({ reason: 'http-status', fix: null, proof: null });
});

test('a page of text with the right header lines is no song', async ({ checking, serve }) => {
  const url = await serve((_req, res) => {
    res.writeHead(200, ['Content-Type', 'text/html', ...star]).end('<!doctype html><p>Log in, please.</p>');
  });
  const result = await run(checking, url, { loaders: ['fetch-same-origin', 'audio-anonymous'] });
  expect(outcomes(result)).toEqual(['blocked', 'blocked']);
  expect(causeOf(result)).toMatchObject({ reason: 'decode', fix: null });
});

test('silence tells nothing, and is not taken for zeros in place of the song', async ({
  checking,
  serve,
}) => {
  const url = await serve((_req, res) => {
    res.writeHead(200, ['Content-Type', 'audio/wav', ...star]).end(silentWav());
  });
  const result = await run(checking, url, { loaders: ['audio-anonymous', 'fetch-same-origin'] });
  expect(outcomes(result)).toEqual(['silent', 'silent']);
  expect(causeOf(result)).toBeNull();
});

test('a stream without an end is readable, and is let go', async ({ checking, serve }) => {
  let open = 0;
  const url = await serve((_req, res) => {
    open += 1;
    res.writeHead(200, ['Content-Type', 'audio/mpeg', ...star]);
    const timer = setInterval(() => res.write(song), 50);
    res.once('close', () => {
      open -= 1;
      clearInterval(timer);
    });
  });
  const result = await run(checking, url, { loaders: ['fetch-same-origin', 'audio-anonymous', 'xhr'] });
  expect(outcomes(result)).toEqual(['readable', 'readable', 'readable']);
  await expect.poll(() => open).toBe(0);
});

test('a server that hangs or is not there leaves it open what comes of the song', async ({
  checking,
  serve,
}) => {
  const hanging = await serve(() => undefined);
  const [slow] = (await run(checking, hanging, { loaders: ['audio-anonymous'] })).loads;
  expect(slow).toMatchObject({
    outcome: 'inconclusive',
    inconclusive: expect.stringContaining('no answer within 2 s'),
  });
  const closed = 'http://127.0.0.1:1025/song.mp3';
  const [gone] = (await run(checking, closed, { loaders: ['fetch-same-origin'] })).loads;
  expect(gone).toMatchObject({ outcome: 'inconclusive', reason: 'network' });
  const limited = await serve((_req, res) => void res.writeHead(429, star.slice()).end());
  const result = await run(checking, limited, { loaders: ['audio-anonymous'] });
  expect(result.pages).toMatchObject([
    { page: appOrigin, outcome: 'inconclusive', cause: { root: 'too-many-requests', fix: null } },
  ]);
});

test('no load is given what another has left behind', async ({ checking, serve }) => {
  const seen: (string | undefined)[] = [];
  const kept = [
    ['Cache-Control', 'max-age=3600'],
    ['Set-Cookie', 'seen=1; SameSite=None; Secure'],
    ['Access-Control-Allow-Credentials', 'true'],
  ] as const;
  const url = await serve((req, res) => {
    if (!req.headers['user-agent']?.includes('Earshot/')) seen.push(req.headers.cookie);
    giveSong(own, ...kept)(req, res);
  });
  const result = await run(checking, url, { loaders: ['fetch-include', 'fetch-include', 'fetch-include'] });
  expect(outcomes(result)).toEqual(['readable', 'readable', 'readable']);
  expect(seen).toEqual([undefined, undefined, undefined]);
});

test('a page without an origin asks as null', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong(own)), {
    pages: [{ origin: 'null' }],
    loaders: ['fetch-same-origin'],
  });
  expect(result.loads[0]).toMatchObject({ page: 'null', outcome: 'blocked', wire: [{ origin: 'null' }] });
});

test('a header line of the person goes to the origin of the song, and to none that it redirects to', async ({
  checking,
  serve,
}) => {
  const seen: (string | string[] | undefined)[] = [];
  const target = await serve((req, res) => {
    seen.push(req.headers['x-login']);
    giveSong(star)(req, res);
  });
  const url = await serve((req, res) => {
    seen.push(req.headers['x-login']);
    res.writeHead(302, ['Location', target, ...star]).end();
  });
  const { loads } = await run(checking, url, { loaders: ['fetch-same-origin'] });
  expect(loads).toMatchObject([{ outcome: 'readable', inconclusive: null }]);
  expect(seen).toEqual(['a-secret-of-mine', undefined]);
});

test('a body that ends too early, whoever asks, is told as that', async ({ checking, serve }) => {
  const url = await serve((_req, res) => {
    res.writeHead(200, ['Content-Type', 'audio/mpeg', 'Content-Length', String(song.length), ...star]);
    res.write(song.subarray(0, 3_000), () => res.destroy());
  });
  const result = await run(checking, url, { loaders: ['fetch-same-origin'] });
  expect(result.pages).toMatchObject([
    { outcome: 'blocked', cause: { reason: 'network', root: 'truncated', fix: null } },
  ]);
});

test('a page without an origin is never told to have null put into a list', async ({ checking, serve }) => {
  const url = await serve((req, res) =>
    giveSong(...(req.headers.origin === appOrigin ? [own] : []), ['Vary', 'Origin'])(req, res),
  );
  const { pages } = await run(checking, url, { pages: [{ origin: 'null' }], loaders: ['audio-anonymous'] });
  const { root, besides } = pages[0]!.cause!;
  expect(root).toBe('origin-not-in-allowlist');
  expect(besides).toContain('Never put null into it');
  const other = await run(checking, url, {
    pages: [{ origin: 'https://other.example' }],
    loaders: ['audio-anonymous'],
  });
  expect(other.pages[0]!.cause!.besides).toContain('put the page into it');
});
