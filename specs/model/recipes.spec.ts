import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { recipes, type ServerName } from '../../model/advice/recipes';
import type { Wish } from '../../model/advice/recipes/recipe';

const everybody: Wish = {
  origins: '*',
  credentials: false,
  requestHeaders: [],
  exposeHeaders: [],
  proxied: false,
};
const names = Object.keys(recipes) as ServerName[];

const textOf = (server: ServerName, wish: Wish): string =>
  recipes[server]
    .write(wish)
    .blocks.map(({ text }) => text)
    .join('\n');

const noOrigins = [
  'null',
  '*',
  'app.example',
  'https://app.example/',
  'https://APP.example',
  'https://app.example:443',
  'https://*.example',
  'https://app.example"; return 200 "',
  "https://a'b.example",
  'https://$host',
  'https://app.example\nhttps://evil.example',
  'ftp://app.example',
  'https://user@app.example',
  '',
];

const noHeaderNames = ['', 'X Player', 'X-Player"', 'X-Player\nSet-Cookie', '*', '$x', "X'", 'X%', 'X;'];

test('what is no serialized origin is refused by each product', () => {
  for (const server of names)
    for (const origin of noOrigins)
      expect
        .soft(() => recipes[server].write({ ...everybody, origins: [origin] }), `${server}: ${origin}`)
        .toThrow('Failed to allow the origin');
});

test('what is no plain name of a header is refused by each product', () => {
  for (const server of names)
    for (const name of noHeaderNames)
      for (const field of ['requestHeaders', 'exposeHeaders'] as const)
        expect
          .soft(() => recipes[server].write({ ...everybody, [field]: [name] }), `${server}: ${name}`)
          .toThrow('Failed to name the header');
});

test('everybody with credentials, and nobody, are refused by each product', () => {
  for (const server of names) {
    expect.soft(() => recipes[server].write({ ...everybody, credentials: true })).toThrow('with credentials');
    expect.soft(() => recipes[server].write({ ...everybody, origins: [] })).toThrow('no origin');
  }
});

test('no recipe names null, and none but that of everybody has a wildcard for origins', () => {
  const list: Wish = {
    origins: ['https://app.example', 'https://other.example'],
    credentials: true,
    requestHeaders: ['Authorization'],
    exposeHeaders: ['Content-Range'],
    proxied: true,
  };
  for (const server of names) {
    const text = textOf(server, list);
    expect.soft(text, server).not.toMatch(/\bnull\b/);
    expect.soft(text, server).not.toMatch(/(origins?"?|Access-Control-Allow-Origin)\W{1,6}\*/i);
  }
});

/** Products that send one fixed line, and answer no preflight. */
const fixedLines: readonly ServerName[] = ['bunny', 'cloudflare-pages', 'icecast', 'netlify'];

test('a product that cannot do what is wished says so, and what can', () => {
  const list = { ...everybody, origins: ['https://app.example', 'https://other.example'] };
  const header = { ...everybody, requestHeaders: ['X-Player'] };
  const unable = (wish: Wish) => names.filter((server) => recipes[server].write(wish).blocks.length === 0);
  expect(unable(everybody)).toEqual([]);
  const advice = 'A product that sends one fixed line, and answers no preflight, stands in fixedLines.';
  expect(unable(list).sort(), advice).toEqual(fixedLines);
  expect(unable(header).sort(), advice).toEqual(fixedLines);
  for (const server of fixedLines)
    expect.soft(recipes[server].write(list).says, server).toMatch(/\bcan\b|put .* before/);
  expect(unable({ ...list, credentials: true })).toContain('gcs');
  expect(recipes.icecast.write(list).says).toContain('put nginx, Caddy or HAProxy before it');
});

const rich: Wish = {
  origins: ['https://app.example', 'http://[::1]:8080'],
  credentials: false,
  requestHeaders: ['Authorization', 'X-Player'],
  exposeHeaders: ['Content-Range'],
  proxied: true,
};

/** The products whose configuration is in a file of this kind. */
const withFile = (kind: RegExp) => names.filter((server) => kind.test(recipes[server].write(everybody).file));

for (const server of withFile(/\.json$/))
  test(`the recipe of ${server} is JSON`, () => {
    for (const wish of [everybody, rich])
      expect(() => JSON.parse(textOf(server, wish)) as unknown).not.toThrow();
  });

for (const server of withFile(/\.ya?ml$/))
  test(`the recipe of ${server} is YAML`, () => {
    for (const wish of [everybody, rich, { ...everybody, requestHeaders: ['X-Player'] }])
      for (const { text } of recipes[server].write(wish).blocks)
        expect(() => parse(text) as unknown).not.toThrow();
  });

test('vercel compares an origin by a pattern that matches it alone', () => {
  const { headers } = JSON.parse(textOf('vercel', rich)) as { headers: { has?: { value: string }[] }[] };
  const patterns = headers.flatMap(({ has = [] }) => has.map(({ value }) => new RegExp(value)));
  const others = ['https://app.example.evil.example', 'https://appxexample', 'http://app.example'];
  expect(
    patterns.map((pattern) => rich.origins.includes('*') || pattern.test('https://app.example')),
  ).toEqual([true, false]);
  expect(patterns[1]!.test('http://[::1]:8080')).toBe(true);
  for (const other of others)
    expect(
      patterns.some((pattern) => pattern.test(other)),
      other,
    ).toBe(false);
});
