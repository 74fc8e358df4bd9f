import { runInNewContext } from 'node:vm';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { checkConfig } from '../../runner/check/gate/check-config';
import { parseConfig } from '../../runner/check/gate/config-file';
import { defineConfig } from '../../runner/check/gate/define-config';
import { planChecks } from '../../runner/check/gate/plan-checks';
import { fencesOf, read } from '../support/pages';

const url = 'https://cdn.example/song.mp3';
const pages = 'https://app.example';

const one = (entry: object = {}, all: object = {}) => ({ pages, ...all, checks: [{ url, ...entry }] });
const plan = (config: unknown) => planChecks(parseConfig(config, 'a file'), { file: 'a file', folder: '.' });

test('a file says what is checked, and what of each', () => {
  const config: z.input<typeof checkConfig> = defineConfig({
    pages: ['https://app.example', 'null'],
    browsers: ['chromium', 'firefox'],
    csp: "media-src 'self'",
    headers: { 'X-All': 'all' },
    checks: [
      { url: [url, 'https://cdn.example/b.mp3'], expect: 'blocked:csp', accept: 'missing-vary' },
      {
        ...{ url, name: 'strangers', pages: 'https://stranger.example/', csp: '', browsers: 'webkit' },
        ...{ expect: { 'fetch-omit': 'blocked', audio: 'opaque' }, headers: { 'X-One': 'one' } },
      },
    ],
  });
  const [first, second, third] = plan(config);
  expect(first).toEqual({
    ...{ url, place: url, accepts: ['missing-vary'], server: undefined },
    pages: ['https://app.example', 'null'].map((origin) => ({ origin, csp: "media-src 'self'" })),
    ...{ loaders: ['audio-anonymous', 'fetch-same-origin', 'audio'], engines: ['chromium', 'firefox'] },
    headers: [['X-All', 'all']],
    cookies: [],
    expects: { 'audio-anonymous': { outcome: 'blocked', reason: 'csp' } },
  });
  expect(second).toMatchObject({ url: 'https://cdn.example/b.mp3', place: 'https://cdn.example/b.mp3' });
  expect(third).toMatchObject({
    ...{ place: 'strangers', pages: [{ origin: 'https://stranger.example', csp: '' }], engines: ['webkit'] },
    loaders: ['fetch-omit', 'audio'],
    expects: {
      'fetch-omit': { outcome: 'blocked', reason: null },
      audio: { outcome: 'opaque', reason: null },
    },
    headers: [
      ['X-All', 'all'],
      ['X-One', 'one'],
    ],
  });
});

test('what nobody expects anything of has to be readable by the loader that counts', () => {
  const [check] = plan(one({ loaders: ['xhr', 'audio'] }));
  expect(check!.expects).toEqual({ xhr: { outcome: 'readable', reason: null } });
  expect(check!.engines).toEqual(['chromium']);
});

test('an entry has the cookies and the page of all, or its own', () => {
  const all = { cookies: { id: 'of-all' }, pageUrl: `${pages}/player` };
  const checks = [
    { url },
    { url, name: 'other', cookies: { own: 'of-one' }, pages: 'https://other.example' },
    { url: 'https://app.example/song.mp3', pageUrl: `${pages}/own` },
  ];
  const [first, second, third] = plan({ ...all, checks });
  expect(first).toMatchObject({ pages: [{ origin: pages }], pageUrl: `${pages}/player`, pageCookies: [] });
  expect(first!.cookies).toMatchObject([{ name: 'id', value: 'of-all', sameSite: 'None', secure: true }]);
  expect(second).toMatchObject({ pages: [{ origin: 'https://other.example' }], cookies: [{ name: 'own' }] });
  expect(second!.pageUrl).toBeUndefined();
  // The page is where the song is, so the session of the one is that of the other.
  expect(third).toMatchObject({ pageUrl: `${pages}/own`, pageCookies: [{ name: 'id' }] });
});

const secret = 'token-of-mine-77';
const files: readonly { readonly config: unknown; readonly says: string }[] = [
  { config: undefined, says: 'it has no default export' },
  { config: [], says: 'at its root, a list: want an object' },
  { config: {}, says: 'at checks, nothing: want a list' },
  { config: { checks: [] }, says: 'at checks, a list: want one check or more' },
  { config: { checks: [{}] }, says: 'at checks[0].url, nothing: want' },
  { config: { checks: [{ url }] }, says: 'at checks[0].pages: want the origin of a page' },
  { config: one({ ur: url }), says: 'at checks[0].ur: there is no such field. It may be url, name' },
  { config: one({ expct: 'readable' }), says: 'Did you mean "expect"?' },
  { config: one({}, { page: pages }), says: 'at page: there is no such field. It may be $schema, pages' },
  {
    config: one({ url: 'cdn.example/song.mp3' }),
    says: 'at checks[0].url, "cdn.example/song.mp3": want an http',
  },
  { config: one({ url: [url, 5] }), says: 'at checks[0].url[1], 5: want' },
  {
    config: one({ url: `ftp://me:${secret}@cdn.example/song.mp3?t=${secret}` }),
    says: 'at checks[0].url, "ftp://…@cdn.example/song.mp3?…": want an http or https URL',
  },
  { config: one({ pages: 'https://app.example/a' }), says: 'Did you mean "https://app.example"?' },
  { config: one({ pages: [] }), says: 'at checks[0].pages, a list: want one or more' },
  { config: one({ loaders: 'audio-anonimous' }), says: 'Did you mean "audio-anonymous"?' },
  { config: one({ loaders: ['hls'] }), says: 'at checks[0].loaders[0], "hls": want one of audio' },
  { config: one({ browsers: ['chrome'] }), says: 'at checks[0].browsers[0], "chrome": want one of chromium' },
  { config: one({ expect: 'readble' }), says: 'Did you mean "readable"?' },
  { config: one({ expect: { audio: 'blocked:cps' } }), says: 'at checks[0].expect.audio, "blocked:cps"' },
  { config: one({ expect: { adio: 'opaque' } }), says: 'at checks[0].expect.adio: there is no such field' },
  { config: one({ expect: {} }), says: 'at checks[0].expect: it expects nothing' },
  {
    config: one({ expect: { xhr: 'readable' }, loaders: ['audio'] }),
    says: 'at checks[0].expect.xhr: its loaders are audio. Add it',
  },
  { config: one({ accept: 'no-vary' }), says: 'at checks[0].accept, "no-vary": want one of reflects-any' },
  { config: one({ server: 'ngnix' }), says: 'Did you mean "nginx"?' },
  { config: one({ csp: 'a\r\nb' }), says: 'a page cannot have' },
  { config: one({ headers: { Origin: 'x' } }), says: 'at checks[0].headers.Origin' },
  {
    config: one({ headers: { 'X-A': 5 } }),
    says: 'at checks[0].headers.X-A, a value that is not shown: want',
  },
  { config: one({ headers: { 'X-A': `${secret}\n` } }), says: 'a character that no header may have' },
  {
    config: one({ headers: { 'X-A': { env: 'EARSHOT_NOT_SET' } } }),
    says: 'EARSHOT_NOT_SET of the environment',
  },
  {
    config: one({ url: { env: 'EARSHOT_NOT_SET' } }),
    says: 'at checks[0].url: the variable EARSHOT_NOT_SET',
  },
  { config: one({ cookies: { id: 5 } }), says: 'at checks[0].cookies.id, a value that is not shown: want' },
  { config: one({ cookies: { 'a b': secret } }), says: 'at checks[0].cookies.a b' },
  {
    config: one({ cookies: { id: `${secret};` } }),
    says: 'at checks[0].cookies.id: its value has a character',
  },
  {
    config: one({ cookies: { id: secret } }, { headers: { Cookie: secret } }),
    says: 'headers and cookies both have cookies',
  },
  {
    config: one({ cookies: { id: secret }, storageState: 'state.json' }),
    says: 'at checks[0]: storageState holds all cookies',
  },
  { config: one({ pageUrl: `${pages}/a`, csp: '' }), says: 'at checks[0].csp: pageUrl says that too' },
  { config: one({}, { pageUrl: `${pages}/a` }), says: 'at pages: pageUrl says that too' },
  { config: one({ pageUrl: 'app.example' }), says: 'at checks[0].pageUrl, "app.example": want an http' },
  { config: one({ name: 'a/b' }), says: 'at checks[0].name, "a/b": want letters' },
  { config: one({}, { timeout: 0 }), says: 'at timeout, 0: want 1 to 120 seconds' },
  { config: one({}, { timeout: '5' }), says: 'at timeout, "5": want a number' },
  {
    config: { pages, checks: [{ url }, { url, csp: "media-src 'self'" }] },
    says: 'at checks[1].url: checks[0].url has the id "chromium audio-anonymous https://app.example https://cdn',
  },
  {
    config: one({ url: [url, 'https://cdn.example/b.mp3'], name: 'both' }),
    says: 'at checks[0].url[1]: checks[0].url[0] has the id',
  },
];
for (const { config, says } of files)
  test(`a file is refused in words: ${says}`, () => {
    let message = '';
    try {
      plan(config);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toMatch(/^Failed to read a file: /);
    expect(message).toContain(says);
    expect(message).not.toContain(secret);
    expect(message.length).toBeLessThan(1_000);
  });

test('two checks of one URL are told apart by a name', () => {
  const checks = [{ url }, { url, name: 'by a strict page', csp: "media-src 'self'" }];
  expect(plan({ pages, checks }).map(({ place }) => place)).toEqual([url, 'by a strict page']);
});

test('a secret may be in the environment', () => {
  process.env.EARSHOT_SPEC_URL = `${url}?key=${secret}`;
  process.env.EARSHOT_SPEC_LOGIN = secret;
  try {
    const headers = { Authorization: { env: 'EARSHOT_SPEC_LOGIN' } };
    const [check] = plan(one({ url: { env: 'EARSHOT_SPEC_URL' }, headers }));
    expect(check).toMatchObject({ url: `${url}?key=${secret}`, headers: [['Authorization', secret]] });
    expect(check!.place).not.toContain(secret);
  } finally {
    delete process.env.EARSHOT_SPEC_URL;
    delete process.env.EARSHOT_SPEC_LOGIN;
  }
});

test('an editor gets a JSON Schema for it', () => {
  expect(z.toJSONSchema(checkConfig)).toMatchObject({ type: 'object', required: ['checks'] });
});

const told = read('docs/gate-your-cdn.md');

test('the file that the page shows is one', () => {
  const [shown] = fencesOf(told, 'js');
  const config: unknown = JSON.parse(
    JSON.stringify(runInNewContext(`(${shown!.replace('export default', '').replace(/;\s*$/, '')})`)),
  );
  Object.assign(process.env, { SIGNED_URL: `${url}?Signature=x`, LOGIN: 'id=1' });
  try {
    expect(plan(config).length).toBeGreaterThan(4);
  } finally {
    delete process.env.SIGNED_URL;
    delete process.env.LOGIN;
  }
});
