import { expect, test } from '@playwright/test';
import { changeConfig, type ConfigProduct } from '../../model/advice/configs';
import { productOfName, productOfText } from '../../model/advice/configs/product-of';
import type { Wish } from '../../model/advice/recipes/recipe';
import { parseUrl } from '../../model/http/url';

const wish: Omit<Wish, 'proxied'> = {
  origins: ['https://app.example'],
  credentials: false,
  requestHeaders: [],
  exposeHeaders: [],
};
const preflighted = { ...wish, requestHeaders: ['Authorization'] };

const noFiles: Readonly<Record<string, string>> = {};

function change(
  product: ConfigProduct,
  text: string,
  { path = '/songs/a.mp3', host = 'https://cdn.example', wanted = wish, files = noFiles, name = 'x' } = {},
) {
  const includes = (pattern: string) =>
    pattern in files ? [{ name: pattern, text: files[pattern]! }] : null;
  return changeConfig({ product, name, text, includes }, wanted, [parseUrl(`${host}${path}`)!]);
}

const server = (...lines: string[]) =>
  `server {\n  listen 443 ssl;\n  server_name cdn.example;\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

/** The location whose lines were written, by a mark that each has in it. */
const markOf = (text: string | null): string | undefined =>
  /# (\w+)\n\s*add_header Access-Control-Allow-Origin \$allowed_origin always;/.exec(text ?? '')?.[1];

test.describe('nginx writes into the location that serves the path', () => {
  const locations = server(
    'location / { # all\n }',
    'location /songs/ { # songs\n }',
    'location = /songs/one.mp3 { # one\n }',
    'location ^~ /final/ { # final\n }',
    'location ~ \\.ogg$ { # ogg\n }',
    'location ~* \\.OGA$ { # oga\n }',
    'location /outer/ { # outer\n location ~ \\.mp3$ { # inner\n }\n }',
    'location @named { # named\n }',
  );
  const asked: Readonly<Record<string, string>> = {
    '/x.mp3': 'all',
    '/songs/a.mp3': 'songs',
    '/songs/one.mp3': 'one',
    '/songs/../x.mp3': 'all',
    '/songs//a.mp3': 'songs',
    '/s%6Fngs/a.mp3': 'songs',
    '/songs/a.ogg': 'ogg',
    '/songs/a.oga': 'oga',
    '/songs/a.OGG': 'songs',
    '/final/a.ogg': 'final',
    '/outer/a.mp3': 'inner',
    '/outer/a.wav': 'outer',
  };
  for (const [path, mark] of Object.entries(asked))
    test(`${path} is served by "${mark}"`, () => {
      expect(markOf(change('nginx', locations, { path: `${path}?v=/songs/` }).text)).toBe(mark);
    });
});

test('of several servers the one that has the name is changed', () => {
  const of = (name: string, mark: string, listen = '443 ssl') =>
    `server { listen ${listen}; server_name ${name};\n location / { # ${mark}\n } }\n`;
  const text = [
    of('*.example', 'star'),
    of('cdn.example', 'insecure', '80'),
    of('cdn.example www.cdn.example', 'exact'),
    of('~^cdn\\.', 'pattern'),
    of('_', 'any', '443 ssl default_server'),
  ].join('');
  expect(markOf(change('nginx', text).text)).toBe('exact');
  expect(markOf(change('nginx', text, { host: 'http://cdn.example' }).text)).toBe('insecure');
  expect(markOf(change('nginx', text, { host: 'https://x.example' }).text)).toBe('star');
  expect(markOf(change('nginx', text, { host: 'https://cdn.test' }).text)).toBe('pattern');
  expect(markOf(change('nginx', text, { host: 'https://other.test' }).text)).toBe('any');
});

test('what a new line would keep from being inherited is repeated, and once', () => {
  const text = server('add_header X-A "a;b" always;', 'error_page 404 =404 /none.html;', 'location / {\n  }');
  const { text: changed } = change('nginx', text);
  expect(changed?.match(/add_header X-A "a;b" always;/g)).toHaveLength(2);
  expect(changed?.match(/error_page 404 =404 \/none.html;/g)).toHaveLength(2);
});

test('a file that was changed once is changed by no second set of lines', () => {
  const once = change('nginx', server('location / {\n  }')).text!;
  const twice = change('nginx', once, { wanted: { ...wish, origins: ['https://new.example'] } }).text!;
  expect(twice.match(/add_header Access-Control-Allow-Origin/g)).toHaveLength(1);
  expect(twice.match(/location @range_not_satisfiable/g)).toHaveLength(1);
  expect(twice.match(/error_page 416/g)).toHaveLength(1);
});

/** What is not certain, and why. */
const uncertain: readonly (readonly [title: string, why: RegExp, ...asked: Parameters<typeof change>])[] = [
  [
    'a server of another name',
    /no server block in it is named cdn\.example/,
    'nginx',
    'server { server_name a.test; }',
  ],
  ['two servers that may be it', /more than one server block/, 'nginx', server() + server()],
  ['a part of a server block', /part of a server block/, 'nginx', 'location / { }'],
  [
    'an include that is not there',
    /songs\.conf.*not here/,
    'nginx',
    server('include songs.conf;', 'location / { }'),
  ],
  [
    'a location in another file',
    /songs\.conf: give that file/,
    'nginx',
    server('include songs.conf;'),
    { files: { 'songs.conf': 'location / { }' } },
  ],
  [
    'a header line in another file',
    /cors\.conf, which it includes/,
    'nginx',
    server('location / { include cors.conf; }'),
    { files: { 'cors.conf': 'add_header Access-Control-Allow-Origin *;' } },
  ],
  [
    'a rewrite',
    /rewrite leads from/,
    'nginx',
    server('location / { rewrite ^/songs/(.*)$ /s.php?f=$1 last; }'),
  ],
  [
    'an answer of its own to 416',
    /error_page for 416/,
    'nginx',
    server('error_page 416 /none.html;', 'location / { }'),
  ],
  [
    'more_set_headers',
    /more_set_headers decides/,
    'nginx',
    server("location / { more_set_headers 'Access-Control-Allow-Origin: *'; }"),
  ],
  [
    'add_header_inherit',
    /add_header_inherit decides/,
    'nginx',
    server('location / { add_header_inherit merge; }'),
  ],
  ['Lua', /Lua/, 'nginx', server('location / { header_filter_by_lua_block { ngx.header.x = "}" } }')],
  ['a brace too many', /\} too many in line 7/, 'nginx', `${server('location / { }')}\n}`],
  ['a brace too few', /a \} is missing/, 'nginx', server('location / {')],
  ['a quote without end', /quote in line 4 has no end/, 'nginx', server('add_header X "a;')],
  [
    'a pattern that JavaScript has not',
    /pattern .* cannot be read/,
    'nginx',
    server('location ~ (?P<x>a) { }'),
  ],
  [
    'a redirect of a whole server',
    /by a return/,
    'nginx',
    server('return 301 https://new.example$request_uri;'),
  ],
  [
    'a VirtualHost of another name',
    /no VirtualHost in it is named/,
    'apache',
    '<VirtualHost *:443>\nServerName a.test\n</VirtualHost>',
  ],
  ['no VirtualHost', /no VirtualHost/, 'apache', 'Header set Access-Control-Allow-Origin *'],
  [
    'a section for other paths',
    /is for other paths/,
    'apache',
    '<VirtualHost *:443>\nServerName cdn.example\n<Location /api>\nHeader set Access-Control-Allow-Origin *\n</Location>\n</VirtualHost>',
  ],
  [
    'a section that nobody can tell of',
    /may be for other paths/,
    'apache',
    '<VirtualHost *:443>\nServerName cdn.example\n<If "%{HTTP_HOST} == 1">\nHeader set Access-Control-Allow-Origin *\n</If>\n</VirtualHost>',
  ],
  [
    'a folder outside',
    /section outside of the VirtualHost/,
    'apache',
    '<Directory />\nHeader set Access-Control-Allow-Origin *\n</Directory>\n<VirtualHost *:443>\nServerName cdn.example\n</VirtualHost>',
  ],
  [
    'an Include that is not there',
    /not here.*header lines/,
    'apache',
    '<VirtualHost *:443>\nServerName cdn.example\nInclude cors.conf\n</VirtualHost>',
  ],
  ['a section without end', /has no end/, 'apache', '<VirtualHost *:443>\nServerName cdn.example'],
  ['a site of another name', /no site block in it is named/, 'caddy', 'a.test {\n}'],
  [
    'a snippet with header lines',
    /decide on headers/,
    'caddy',
    '(cors) {\n header Access-Control-Allow-Origin *\n}\ncdn.example {\n import cors\n}',
  ],
  ['an import that is not there', /names what is not here/, 'caddy', 'cdn.example {\n import cors.caddy\n}'],
  [
    'a handle that depends on more',
    /depends on more than the path/,
    'caddy',
    'cdn.example {\n @get method GET\n handle @get {\n respond 200\n }\n}',
  ],
  [
    'no handle for the path',
    /no handle block is for the path/,
    'caddy',
    'cdn.example {\n handle /api/* {\n reverse_proxy localhost:1\n }\n}',
  ],
  [
    'a login before preflights',
    /answers preflights first/,
    'caddy',
    'cdn.example {\n basic_auth {\n a b\n }\n file_server\n}',
    { wanted: preflighted },
  ],
  ['a text over several lines', /several lines/, 'caddy', 'cdn.example {\n respond <<END\n a\n END\n}'],
];

for (const [title, why, ...asked] of uncertain)
  test(`${asked[0]}: ${title} is not guessed at`, () => {
    const changed = change(...asked);
    expect(changed.text).toBeNull();
    expect((changed as { why: string }).why).toMatch(why);
  });

test('a .htaccess takes the lines itself, and a Caddyfile needs no braces', () => {
  const folder = change('apache', 'Header set Access-Control-Allow-Origin "*"\n', { name: '/srv/.htaccess' });
  expect(folder.text).toContain('Header always set Access-Control-Allow-Origin');
  expect(folder.text).not.toContain('Header set Access-Control-Allow-Origin "*"');
  const flat = change('caddy', 'cdn.example\n\nroot * /srv\nfile_server\n');
  expect(flat.text).toMatch(/^cdn\.example\n\nroot \* \/srv\n@allowed_origin \{/);
});

test('the product of a file is known by its name or its text', () => {
  expect(['/etc/nginx/nginx.conf', 'Caddyfile', '.htaccess', 'site.conf'].map(productOfName)).toEqual([
    'nginx',
    'caddy',
    'apache',
    null,
  ]);
  expect(productOfText(server('location / { }'))).toBe('nginx');
  expect(productOfText('<VirtualHost *:80>\n</VirtualHost>')).toBe('apache');
  expect(productOfText('# server {\ncdn.example {\n\tfile_server\n}')).toBe('caddy');
  expect(productOfText('frontend songs\n  bind :80\n')).toBeNull();
});
