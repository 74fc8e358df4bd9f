import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readConfig } from '../../runner/check/config-file';
import { configDiffText } from '../../runner/report/config-diff-text';

const nginx = 'server {\n  server_name cdn.example;\n  include more/*.conf;\n  include none.conf;\n}\n';

test.describe('a file that --config names', () => {
  let folder = '';
  const put = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  test.beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'earshot-config-'))));
  test.afterAll(() => rmSync(folder, { recursive: true }));

  test('is read with the files that it includes, and told by its way from here', () => {
    mkdirSync(join(folder, 'more'));
    put('more/b.conf', '# b\n');
    put('more/a.conf', '# a\n');
    const config = readConfig(put('site', nginx), undefined);
    expect(config).toMatchObject({ product: 'nginx', text: nginx, shownName: join(folder, 'site') });
    expect(config.includes('more/*.conf')?.map(({ text }) => text)).toEqual(['# a\n', '# b\n']);
    expect(config.includes('none.conf')).toBeNull();
    expect(config.includes('none/*.conf')).toBeNull();
    expect(config.includes('more/*.none')).toEqual([]);
  });

  const refused: readonly (readonly [
    title: string,
    file: () => string,
    why: RegExp,
    server?: 'nginx' | 'apache' | 'haproxy',
  ])[] = [
    ['is not there', () => join(folder, 'none'), /no such file/],
    ['is a folder', () => folder, /it is a folder/],
    ['is no file', () => '/dev/null', /it is no file/],
    ['leads in a circle', () => (symlinkSync('loop', join(folder, 'loop')), join(folder, 'loop')), /circle/],
    ['is binary', () => put('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0])), /it is no text/],
    ['is no UTF-8', () => put('latin', Buffer.from([0x23, 0xe9, 0x0a])), /no UTF-8/],
    ['is empty', () => put('empty', '\n'), /it is empty/],
    ['is huge', () => put('huge', `#${'x'.repeat(2 ** 20)}`), /1048577 bytes, and 1048576 are read at most/],
    ['is JSON', () => put('caddy.json', '{ "apps": {} }'), /it is JSON/],
    [
      'is something else',
      () => put('notes', 'Dear diary\n'),
      /does not look like a file of nginx, Apache, Caddy/,
    ],
    [
      'is of another product',
      () => put('site.conf', nginx),
      /looks like a file of nginx, and --server says Apache/,
      'apache',
    ],
    [
      'has the name of another',
      () => put('Caddyfile', nginx),
      /looks like a file of nginx, and its name says Caddy/,
    ],
    [
      'is of a product that is not changed',
      () => put('haproxy.cfg', 'frontend x\n'),
      /not of HAProxy/,
      'haproxy',
    ],
    ['has a name with a newline', () => 'a\nb', /name has a character/],
  ];
  for (const [title, file, why, server] of refused)
    test(`is refused where it ${title}`, () => {
      expect(() => readConfig(file(), server)).toThrow(why);
    });
});

test('without a diff there is nothing to apply', () => {
  expect(
    configDiffText({
      url: '',
      pages: [],
      loads: [],
      browsers: [],
      directRequests: 0,
      mostDirectRequests: 40,
    }),
  ).toBe('');
});
