import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type TestInfo } from '@playwright/test';
import { baselineFile } from '../../runner/check/gate/baseline';
import { checkResult, checksResult } from '../../runner/report/check-schema';
import { test as base } from '../support/browser-turn';
import { startEarshot } from './earshot';
import { processesWith } from './processes-with';

const song = readFileSync(join(__dirname, '..', '..', 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));
const page = 'https://app.example';

/** Nobody may read these. */
const secrets = {
  signature: 'sig+nature/of=mine',
  token: 'redirect-token-7b',
  login: 'Bearer login-9c4d',
  user: 'user-name-5e',
  password: 'pass-word-8a',
  cookie: 'session-cookie-3f',
};
/** A secret as it may turn up. */
const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(encodeURIComponent(secret)),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/** What paths answer: for everybody, for nobody, for whoever asks, elsewhere, not now, never. */
const answer: RequestListener = ({ url = '', headers }, res) => {
  const path = url.split('?')[0]!;
  if (path === '/hang.mp3') return;
  if (path === '/busy.mp3') return void res.writeHead(429).end();
  if (path === '/moved.mp3')
    return void res
      .writeHead(302, { Location: `/star.mp3?token=${secrets.token}`, 'Access-Control-Allow-Origin': '*' })
      .end();
  const allowed = path === '/star.mp3' ? '*' : path === '/any.mp3' ? headers.origin : undefined;
  const part = headers.range === 'bytes=0-';
  res.writeHead(part ? 206 : 200, {
    'Content-Type': 'audio/mpeg',
    Vary: 'Origin',
    ...(allowed !== undefined && { 'Access-Control-Allow-Origin': allowed }),
    ...(part && { 'Content-Range': `bytes 0-${song.length - 1}/${song.length}` }),
  });
  res.end(song);
};

interface Cdn {
  readonly origin: string;
  readonly seen: readonly IncomingMessage[];
}

const test = base.extend<{ cdn: Cdn }>({
  cdn: async ({}, use) => {
    const seen: IncomingMessage[] = [];
    const server = createServer((req, res) => {
      seen.push(req);
      answer(req, res);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen });
    server.closeAllConnections();
    server.close();
  },
});

/** Runs a check of a file in a test's own folder, and gives what was printed and written. */
async function check(
  info: TestInfo,
  config: object | null,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  const path = (name: string) => info.outputPath(name);
  await mkdir(info.outputDir, { recursive: true });
  if (config) await writeFile(path('checks.json'), JSON.stringify(config));
  const from = config ? ['--from', path('checks.json')] : [];
  return startEarshot(['check', ...from, ...args], env);
}

const loaders = 'fetch-same-origin';

test('a file of URLs is checked in one browser, fails on what is new, and tells no secret', async ({
  cdn: { origin, seen },
}, info) => {
  const path = (name: string) => info.outputPath(name);
  const host = origin.replace('http://', '');
  const config = {
    ...{ pages: page, loaders },
    checks: [
      { url: `${origin}/star.mp3?Signature=${encodeURIComponent(secrets.signature)}` },
      {
        url: `${origin}/none.mp3`,
        expect: 'blocked:allow-origin-missing',
        headers: { 'X-Login': { env: 'MY_LOGIN' } },
      },
      { url: `http://${secrets.user}:${secrets.password}@${host}/none.mp3`, name: 'closed', loaders: 'xhr' },
      { url: [`${origin}/any.mp3`], headers: { Cookie: `id=${secrets.cookie}` } },
      { url: `${origin}/any.mp3`, name: 'public', accept: 'reflects-any-origin' },
      { url: `${origin}/moved.mp3` },
    ],
  };
  const written = ['r.json', 'j.xml', 'm.md', 'b.json'].map(path) as [string, string, string, string];
  const [json, junit, markdown, baseline] = written;
  const env = { MY_LOGIN: secrets.login };
  const reports = ['--json', json, '--junit', junit, '--markdown', markdown];
  const red = await (await check(info, config, reports, env)).ended;
  expect(red.code, red.stderr).toBe(1);

  const { checks, findings } = checksResult.parse(JSON.parse(await readFile(json, 'utf8')));
  const hole = (place: string) => `hole reflects-any-origin ${page} ${place}`;
  const load = (place: string) => `chromium ${loaders} ${page} ${place}`;
  // fetch() takes no URL with a password.
  const closed = `chromium xhr ${page} closed`;
  expect(findings.map(({ id, ended }) => [id, ended])).toEqual([
    [load(`${origin}/star.mp3`), 'as expected'],
    [load(`${origin}/none.mp3`), 'as expected'],
    [closed, 'otherwise'],
    [load(`${origin}/any.mp3`), 'as expected'],
    [hole(`${origin}/any.mp3`), 'otherwise'],
    [load('public'), 'as expected'],
    [hole('public'), 'accepted'],
    [load(`${origin}/moved.mp3`), 'as expected'],
  ]);
  // Each song is counted by itself.
  expect([0, 3, 4, 5].map((i) => checks[i]!.browsers[0]!.requests)).toEqual([1, 1, 1, 2]);
  // A check's own lines go with its own URL, and with what is asked beside that: its folder, and a name that nobody has there.
  const withLogin = seen.filter(({ headers }) => headers['x-login'] !== undefined);
  const asked = [...new Set(withLogin.map(({ url }) => url!.split('?')[0]!))];
  expect(asked.filter((path) => !/^\/(?:earshot-[\da-f]+)?$/.test(path))).toEqual(['/none.mp3']);
  expect(withLogin.every(({ headers }) => headers['x-login'] === secrets.login)).toBe(true);
  expect(seen.some(({ headers }) => headers.cookie === `id=${secrets.cookie}`)).toBe(true);

  expect(await readFile(junit, 'utf8')).toContain(
    '<testsuites tests="8" failures="2" errors="0" skipped="1">',
  );
  expect(await readFile(markdown, 'utf8')).toContain('expected readable, came blocked:');
  expect(red.stdout).toContain(`as expected  ${origin}/moved.mp3`);
  expect(red.stderr).toContain(`6 of 6, ${origin}/moved.mp3: chromium loads it by ${loaders}`);
  expect(red.stderr).toContain('Findings: 5 as expected, 2 otherwise, 1 accepted.');

  // The result is a baseline, and a baseline may be written from it.
  const green = await (
    await check(
      info,
      config,
      ['--baseline', json, '--write-baseline', baseline, '--markdown', path('g.md')],
      env,
    )
  ).ended;
  expect(green.code, green.stderr).toBe(0);
  expect(green.stderr).toContain('5 as expected, 2 known, 1 accepted.');
  expect(green.stderr).toContain('it holds 2 findings.');
  // What fails nothing is told as what it is.
  expect(green.stdout.split('\n').filter((line) => /^(?:known|accepted|passed over) {2}/.test(line))).toEqual(
    [
      `known  http://…@${host}/none.mp3  blocked (${findings[2]!.reason})`,
      `known  ${origin}/any.mp3  reflects-any-origin`,
      `accepted  ${origin}/any.mp3  reflects-any-origin`,
    ],
  );
  const { findings: known } = baselineFile.parse(JSON.parse(await readFile(baseline, 'utf8')));
  expect(known).toEqual([
    { id: closed, outcome: 'blocked', reason: findings[2]!.reason },
    { id: hole(`${origin}/any.mp3`), outcome: null, reason: null },
  ]);

  const files = await Promise.all(written.map((file) => readFile(file, 'utf8')));
  const all = [red.stdout, red.stderr, green.stdout, green.stderr, ...files].join('\n');
  for (const spelling of Object.values(secrets).flatMap(spellings)) expect(all).not.toContain(spelling);
});

test('what could not be found out ends with 2, and writes no baseline', async ({ cdn: { origin } }, info) => {
  const baseline = info.outputPath('b.json');
  const urls = [
    `${origin}/busy.mp3`,
    'http://127.0.0.1:1025/closed.mp3',
    'https://no-such-host.invalid/a.mp3',
  ];
  const config = { pages: page, loaders, timeout: 2, checks: [{ url: urls }] };
  const args = ['--json', '-', '--write-baseline', baseline];
  const { code, stdout, stderr } = await (await check(info, config, args)).ended;
  expect(code, stderr).toBe(2);
  const { findings } = checksResult.parse(JSON.parse(stdout));
  expect(findings.map(({ ended }) => ended)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  expect(stderr).toContain(`${baseline} is not written: not all could be found out.`);
  await expect(stat(baseline)).rejects.toThrow('ENOENT');
  const missing = await check(info, config, [], { EARSHOT_CHROMIUM: '/nowhere/chromium' });
  expect(await missing.ended).toMatchObject({ code: 2, stdout: '' });
});

test('one URL is compared with what is expected, and fails on what is named', async ({
  cdn: { origin },
}, info) => {
  const asked = [`${origin}/none.mp3`, '--page', page, '--loader', loaders, '--no-prove'];
  for (const [args, code, says] of [
    [['--expect', 'blocked:allow-origin-missing'], 0, 'Findings: 1 as expected.'],
    [['--expect', 'blocked:csp'], 1, 'expected blocked:csp, came blocked:allow-origin-missing'],
    [['--fail-on', 'never'], 0, 'Findings: 1 passed over.'],
  ] as const) {
    const {
      stdout,
      stderr,
      code: ended,
    } = await (await check(info, null, [...asked, ...args, '--json'])).ended;
    expect(ended, stderr).toBe(code);
    expect(stderr).toContain(says);
    expect(checkResult.parse(JSON.parse(stdout)).findings).toHaveLength(1);
  }
});

test('Ctrl-C tells what was done, and leaves nothing behind', async ({ cdn: { origin } }, info) => {
  test.skip(process.platform !== 'linux', 'the processes are looked up in /proc, which only Linux has');
  const json = info.outputPath('r.json');
  const mark = `EARSHOT_SPEC_MARK=${randomUUID()}`;
  const [name, value] = mark.split('=') as [string, string];
  const config = { pages: page, loaders, checks: [{ url: [`${origin}/star.mp3`, `${origin}/hang.mp3`] }] };
  const running = await check(info, config, ['--json', json], { [name]: value });
  await running.printed('2 of 2, ');
  running.process.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect(code).toBe(130);
  expect(stdout).toBe(`as expected  ${origin}/star.mp3\n`);
  expect(stderr).toContain(`Interrupted: 1 of 2 were checked to the end: ${origin}/star.mp3.`);
  const { interrupted, findings } = checksResult.parse(JSON.parse(await readFile(json, 'utf8')));
  expect([interrupted, findings.length]).toEqual([true, 1]);
  await expect.poll(() => processesWith(mark), { message: 'processes left' }).toEqual([]);
});
