import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkIn, usualLoaders } from '../../runner/check/check';
import { openCheckBrowser, type CheckBrowser } from '../../runner/check/check-browser';
import type { CheckedPart, CheckResult } from '../../runner/check/check-result';
import { findingsOf } from '../../runner/check/gate/findings-of';
import { checkResult } from '../../runner/report/check-schema';
import { checkText } from '../../runner/report/check-text';
import { expect, test as base } from '../support';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;
type Files = Readonly<Record<string, Answer>>;

const appOrigin = 'https://app.example';
const star = ['Access-Control-Allow-Origin', '*'] as const;
const login = ['X-Login', 'a-secret-of-mine'] as const;

const give =
  (body: string | Buffer, ...lines: (readonly [name: string, value: string])[]): Answer =>
  (_req, res) =>
    void res.writeHead(200, ['Content-Type', 'application/octet-stream', ...lines.flat()]).end(body);
const refuse: Answer = (_req, res) => void res.writeHead(404).end();

const bytes = Buffer.alloc(2_000, 0x47);
const playlist = (...lines: string[]): Answer =>
  give(`#EXTM3U\n#EXT-X-VERSION:7\n${lines.join('\n')}\n`, star);
const segments = ['#EXTINF:4,', 'one.ts', '#EXTINF:4,', 'two.ts', '#EXTINF:4,', 'deep/three.ts?part=3'];

/** A stream with every part, each for everybody. */
const whole: Files = {
  '/master.m3u8': playlist(
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",DEFAULT=YES,URI="audio/list.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="mp4a.40.2",AUDIO="a"',
    'low.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="mp4a.40.2",AUDIO="a"',
    '/high.m3u8',
  ),
  '/low.m3u8': playlist(
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-KEY:METHOD=AES-128,URI="key.bin"',
    ...segments,
    '#EXT-X-ENDLIST',
  ),
  '/high.m3u8': playlist('#EXT-X-TARGETDURATION:4', ...segments, '#EXT-X-ENDLIST'),
  '/two.m3u8': playlist(
    '#EXT-X-STREAM-INF:BANDWIDTH=100000',
    'bare.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=200000',
    'high.m3u8',
  ),
  // Of one file, part by part, and without an end.
  '/audio/list.m3u8': playlist(
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-MAP:URI="all.mp4",BYTERANGE="100@0"',
    ...['#EXTINF:4,', '#EXT-X-BYTERANGE:500@100', 'all.mp4', '#EXTINF:4,', '#EXT-X-BYTERANGE:400', 'all.mp4'],
  ),
  '/key.bin': give(Buffer.alloc(16, 7), star),
  '/one.ts': give(bytes, star),
  '/deep/three.ts': give(bytes, star),
  '/audio/all.mp4': (req, res) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? [];
    if (from === undefined) return void res.writeHead(200, star.slice()).end(bytes);
    const part = bytes.subarray(Number(from), Number(to) + 1);
    res.writeHead(206, [...star, 'Content-Range', `bytes ${from}-${to!}/${bytes.length}`]).end(part);
  },
};

interface Serving {
  /** Starts a server with these files, and gives its origin. */
  readonly serve: (files: Files) => Promise<string>;
}

/** One browser for all. */
const test = base.extend<Serving, { readonly checking: CheckBrowser }>({
  checking: [
    async ({ engine }, use) => {
      const browser = await openCheckBrowser(engine, {
        headers: [login],
        mostRequests: 999,
        patience: 5_000,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (files) => {
      const server = createServer((req, res) =>
        (files[(req.url ?? '').replace(/\?.*$/, '')] ?? refuse)(req, res),
      );
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
});

/** Whoever expects a song to be readable expects it of a stream. */
const readable = { 'audio-anonymous': { outcome: 'readable', reason: null } } as const;

const run = (browser: CheckBrowser, url: string, proves = false): Promise<CheckResult> =>
  checkIn([browser], {
    ...{ url, proves, pages: [{ origin: appOrigin }], loaders: usualLoaders, headers: [login] },
    ...{ patience: 5_000, mostDirect: 60, signal: new AbortController().signal },
  });

const partsOf = ({ parts = [] }: CheckResult) => parts.map(({ part, outcome }) => `${part} ${outcome}`);
const failing = ({ parts = [] }: CheckResult): CheckedPart[] =>
  parts.filter(({ outcome }) => outcome !== 'readable');

test('each part of a stream is judged by itself, and a good one has no cause', async ({
  checking,
  serve,
}) => {
  const result = await run(checking, `${await serve(whole)}/master.m3u8?list=one`);
  expect(partsOf(result)).toEqual([
    'playlist readable',
    'variant readable',
    'variant readable',
    'audio-playlist readable',
    'key readable',
    'first-segment readable',
    'last-segment readable',
    'audio-init readable',
    'audio-first-segment readable',
    'audio-newest-segment readable',
  ]);
  expect(result.parts?.map(({ range }) => range).slice(-3)).toEqual([
    'bytes=0-99',
    'bytes=100-599',
    'bytes=600-999',
  ]);
  expect(result.parts?.[6]?.url).toMatch(/\/deep\/three\.ts\?part=3$/);
  expect(result.pages).toMatchObject([{ outcome: 'readable', cause: null }]);
  const findings = findingsOf({ place: 'stream', expects: readable, accepts: [] }, result);
  expect(findings).toMatchObject([{ loader: 'xhr', outcome: 'readable', ended: 'as expected' }]);
  expect(checkResult.parse(JSON.parse(JSON.stringify({ ...result, findings })))).toBeTruthy();
});

/** A stream with a file that is answered otherwise, and what is found. */
interface Broken {
  readonly stream: string;
  readonly files: Files;
  readonly parts: readonly string[];
  readonly reason: string;
  readonly fault?: RegExp;
}

const other = ['Access-Control-Allow-Origin', 'https://other.example'] as const;

const broken: Readonly<Record<string, Broken>> = {
  'a variant without a header line': {
    stream: '/two.m3u8',
    files: { '/bare.m3u8': give('#EXTM3U\n') },
    parts: ['variant'],
    reason: 'allow-origin-missing',
  },
  'a variant that is a page': {
    stream: '/two.m3u8',
    files: { '/bare.m3u8': give('<!doctype html>', star) },
    parts: ['variant'],
    reason: 'decode',
    fault: /HTML/,
  },
  'a key that is not there': {
    stream: '/low.m3u8',
    files: { '/key.bin': refuse },
    parts: ['key'],
    reason: 'http-status',
  },
  'a key that is too long, and a first segment for another origin': {
    stream: '/low.m3u8',
    files: { '/key.bin': give(Buffer.alloc(32), star), '/one.ts': give(bytes, other) },
    parts: ['key', 'first-segment'],
    reason: 'decode',
    fault: /32 bytes/,
  },
  'a last segment with two lines': {
    stream: '/high.m3u8',
    files: { '/deep/three.ts': give(bytes, star, star) },
    parts: ['last-segment'],
    reason: 'allow-origin-multiple',
  },
  'a file that is not given in parts': {
    stream: '/audio/list.m3u8',
    files: { '/audio/all.mp4': give(bytes, star) },
    parts: ['init', 'first-segment', 'newest-segment'],
    reason: 'decode',
    fault: /status 200 and all of it/,
  },
};

for (const [title, { stream, files, parts, reason, fault }] of Object.entries(broken))
  test(`of a stream with ${title} the part is named`, async ({ checking, serve }) => {
    const result = await run(checking, `${await serve({ ...whole, ...files })}${stream}`);
    expect(failing(result).map(({ part }) => part)).toEqual(parts);
    expect(failing(result)[0]).toMatchObject({ outcome: 'blocked', reason });
    expect(result.pages).toMatchObject([{ outcome: 'blocked', cause: { reason } }]);
    if (fault) expect(result.pages[0]?.cause?.fault).toMatch(fault);
    const [finding] = findingsOf({ place: 'stream', expects: readable, accepts: [] }, result);
    expect(finding).toMatchObject({ outcome: 'blocked', ended: 'otherwise' });
    expect(finding?.says).toMatch(/; the part that fails is the \S+$/);
    expect(checkText(result)).toMatch(new RegExp(`${parts[0]!} +.*blocked.*${reason}`));
  });

test('parts on another host get no header line of the person, and their fix is proven there', async ({
  checking,
  serve,
}) => {
  const seen: string[] = [];
  const cdn = (
    await serve({
      '/one.ts': (req, res) => {
        seen.push(`cdn ${String(req.headers['x-login'])}`);
        give(bytes)(req, res);
      },
    })
  ).replace('127.0.0.1', 'localhost');
  const list = playlist('#EXT-X-TARGETDURATION:4', '#EXTINF:4,', `${cdn}/one.ts`);
  const origin = await serve({
    '/live': (req, res) => {
      if (req.method === 'GET') seen.push(`own ${String(req.headers['x-login'])}`);
      list(req, res);
    },
  });
  // By what it answers: its URL does not say that it is a playlist.
  const result = await run(checking, `${origin}/live`, true);
  expect(partsOf(result)).toEqual(['playlist readable', 'first-segment blocked']);
  expect(result.pages).toMatchObject([
    { outcome: 'blocked', cause: { reason: 'allow-origin-missing', proof: { isProven: true } } },
  ]);
  expect(new Set(seen)).toEqual(new Set(['own a-secret-of-mine', 'cdn undefined']));
});
