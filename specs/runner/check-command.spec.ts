import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkResult } from '../../runner/report/check-schema';
import { expect } from '@playwright/test';
import { test } from '../support/browser-turn';
import { earshot, startEarshot } from './earshot';
import { withServer } from './with-server';

const page = ['--page', 'https://app.example'];

/** Nobody may read these: they stand for what people have in URLs and logins. */
const secrets = {
  signature: 'sig+nature/of=mine',
  token: 'redirect-token-7b',
  cookie: 'session-cookie-3f',
  login: 'Bearer-login-9c',
  page: 'page+key/of=mine',
  password: 'pass/word=8a',
};

/** A secret as it may turn up. */
const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).toLowerCase(),
  encodeURIComponent(encodeURIComponent(secret)),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
];

/** In base64 of something longer, as "user:password" is. */
const wrappings = (secret: string) =>
  ['a', 'ab'].map((before) => Buffer.from(`${before}${secret}.`).toString('base64'));

/** What of a secret may stand nowhere. */
const tracesOf = (secret: string) => [
  ...spellings(secret),
  ...wrappings(secret).map((each) => each.slice(3, -5)),
];

/** What is said is said alike of each. */
const chromium = ['--browser', 'chromium'];

test('what a person gives away goes to the server, and into no output', async ({}, info) => {
  const seen: string[] = [];
  const named = [secrets.signature, secrets.cookie, secrets.login];
  const answer: RequestListener = ({ url = '', headers }, res) => {
    seen.push([url, headers.cookie, headers['x-login']].join(' '));
    if (url.startsWith('/page')) res.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>');
    else if (url.startsWith('/song.mp3'))
      res.writeHead(302, { Location: `/there?token=${secrets.token}` }).end();
    // Those that the person named come back in whatever spelling.
    else
      res
        .writeHead(404, {
          Via: named.flatMap((each) => [...spellings(each), ...wrappings(each)]).join(' '),
          Server: `nginx/${named[0]!}`,
        })
        .end(url);
  };
  await withServer(answer, async (origin) => {
    // A value may be a word that Earshot itself says.
    const query = `format=readable&state=blocked&X-Amz-Signature=${encodeURIComponent(secrets.signature)}`;
    const own = ['--cookie', `id=${secrets.cookie}; theme=dark`, '--header', `X-Login: ${secrets.login}`];
    const from = ['--page-url', `${origin}/page?key=${encodeURIComponent(secrets.page)}`];
    const asked = ['check', `${origin}/song.mp3?${query}`, ...from, ...own];
    const [json, text] = await Promise.all([earshot(...asked, '--json'), earshot(...asked, ...chromium)]);
    expect(checkResult.parse(JSON.parse(json.stdout)).pages).toMatchObject([
      { outcome: 'blocked', cause: { reason: 'http-status', root: 'not-found', fix: null } },
    ]);
    expect([json.code, text.code]).toEqual([1, 1]);
    // The query went as it was typed.
    expect(seen).toContain(`/song.mp3?${query} id=${secrets.cookie}; theme=dark ${secrets.login}`);
    // Of what nobody answers there are reports, too.
    const nowhere = `http://me:${encodeURIComponent(secrets.password)}@127.0.0.1:1025/song.mp3?${query}`;
    const report = (name: string) => info.outputPath(name);
    mkdirSync(info.outputDir, { recursive: true });
    const reports = [
      '--junit',
      report('junit.xml'),
      '--markdown',
      report('report.md'),
      '--json',
      report('r.json'),
    ];
    const failed = await earshot(
      ...['check', nowhere, ...page, ...own, ...reports, ...chromium, '--timeout', '2'],
    );
    expect(failed.code).toBe(2);
    const files = ['junit.xml', 'report.md', 'r.json'].map((name) => readFileSync(report(name), 'utf8'));
    expect(files.map((file) => file.length > 200)).toEqual([true, true, true]);
    // A mistake in what is named is told without it.
    const mistaken = await earshot('check', nowhere, ...page, '--cookie', `__Secure-id=${secrets.cookie}`);
    expect(mistaken.code).toBe(2);
    const printed = [json, text, failed, mistaken]
      .flatMap(({ stdout, stderr }) => [stdout, stderr])
      .concat(files)
      .join('\n');
    for (const spelling of Object.values(secrets).flatMap(tracesOf)) expect(printed).not.toContain(spelling);
  });
});

test('a check that is interrupted ends with 130', async () => {
  await withServer(
    () => undefined,
    async (origin) => {
      const command = startEarshot(['check', `${origin}/song.mp3`, ...page]);
      await command.printed('loads it by');
      command.process.kill('SIGINT');
      expect(await command.ended).toMatchObject({ code: 130, stdout: '' });
    },
  );
});

for (const [option, value] of [
  ['--header', 'Authorization Bearer k3y-of-mine'],
  ['--cookie', 'k3y-of-mine'],
  ['--cookie', 'theme=dark; k3y-of-mine'],
] as const)
  test(`check tells no ${option} that it cannot read: ${value}`, async () => {
    const { code, stdout, stderr } = await earshot('check', 'https://cdn.example/a', ...page, option, value);
    expect(`${code} ${stdout}${stderr}`).toContain(`2 error: what is given with option '${option} `);
    expect(stderr).not.toContain('k3y');
  });

for (const [title, args, says] of [
  ['no URL', ['cdn.example/song.mp3', ...page], 'Begin it with its scheme'],
  ['a URL of a file', ['file:///song.mp3', ...page], 'it is no http or https URL'],
  ['no page', ['https://cdn.example/song.mp3'], "required option '--page <origin>' not specified"],
  ['a page that is no origin', ['https://cdn.example/a', '--page', 'app.example'], 'want an origin'],
  ['a server that nobody knows', ['https://cdn.example/a', ...page, '--server', 'ngnix'], 'nginx'],
  [
    'a header of the browser',
    ['https://cdn.example/a', ...page, '--header', 'Origin: x'],
    'the browser says',
  ],
  [
    'a cookie that browsers do not keep',
    ['http://cdn.example/a', ...page, '--cookie', '__Secure-id=1'],
    'for https alone',
  ],
  [
    'two kinds of cookies',
    ['https://cdn.example/a', ...page, '--cookie', 'id=1', '--header', 'Cookie: id=2'],
    '--cookie has cookies too',
  ],
  [
    'a session that is not there',
    ['https://cdn.example/a', ...page, '--storage-state', 'no-such.json'],
    'Failed to read no-such.json',
  ],
  [
    'a page twice',
    ['https://cdn.example/a', ...page, '--page-url', 'https://app.example/'],
    "'--page-url <url>' cannot be used with option '--page <origin>'",
  ],
  [
    'a page that is none',
    ['https://cdn.example/a', '--page-url', 'app.example'],
    'want an http or https URL',
  ],
  ['no time', ['https://cdn.example/a', ...page, '--timeout', '0'], 'Want 1 to 120 seconds'],
] as const)
  test(`${title} is refused before a browser starts`, async () => {
    const { code, stdout, stderr } = await earshot('check', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });

test('the fix is shown as a change of the file that --config names, which stays as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-config-'));
  const file = join(folder, 'nginx.conf');
  const config = 'server {\n  listen 80;\n  server_name 127.0.0.1;\n  location / {\n    root /srv;\n  }\n}\n';
  writeFileSync(file, config);
  try {
    await withServer(
      (_req, res) => res.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end('ID3 song'),
      async (origin) => {
        const asked = ['check', `${origin}/a.mp3`, ...page, '--config', file, '--no-prove'];
        const [text, json] = await Promise.all([earshot(...asked), earshot(...asked, '--json')]);
        const [told] = checkResult.parse(JSON.parse(json.stdout)).pages;
        const { diff } = told!.cause!.recipe!.diff!;
        expect(diff).toContain('+    add_header Access-Control-Allow-Origin ');
        expect(text.stdout.endsWith(`\n\n${diff!}`)).toBe(true);
        writeFileSync(join(folder, 'fix.txt'), text.stdout);
      },
    );
    expect(readFileSync(file, 'utf8')).toBe(config);
    // What stands before the diff in the output is passed over.
    execFileSync('patch', ['-s', file, join(folder, 'fix.txt')]);
    expect(readFileSync(file, 'utf8')).toContain('error_page 416 = @range_not_satisfiable;');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('where nothing listens nothing is looked for', async () => {
  const { code, stdout, stderr } = await earshot('check', 'http://127.0.0.1:1025/a', ...page, ...chromium);
  expect(code).toBe(2);
  expect(stdout).toContain('closed-port');
  expect(stderr).toContain('the server is asked directly');
  expect(stderr).not.toContain('fix');
});
