import { expect, test } from '@playwright/test';
import { recipes, type ServerName } from '../../model/advice/recipes';
import type { Wish } from '../../model/advice/recipes/recipe';
import { fencesOf, read } from '../support/pages';

const wish: Wish = {
  origins: '*',
  credentials: false,
  requestHeaders: ['Range'],
  exposeHeaders: ['Content-Range', 'Accept-Ranges'],
  proxied: false,
};
const behindIt: Wish = { ...wish, proxied: true };

/** What the page has written under a heading. */
const written: Readonly<Record<string, readonly [server: ServerName, wish: Wish]>> = {
  'Amazon S3': ['s3', { ...wish, exposeHeaders: [...wish.exposeHeaders, 'ETag'] }],
  nginx: ['nginx', behindIt],
  Apache: ['apache', wish],
  Caddy: ['caddy', behindIt],
  HAProxy: ['haproxy', behindIt],
  Varnish: ['varnish', behindIt],
  Express: ['express', wish],
  Icecast: ['icecast', { ...wish, requestHeaders: [], exposeHeaders: ['icy-name', 'icy-br', 'icy-metaint'] }],
  'Some pages only': [
    'nginx',
    {
      ...wish,
      origins: ['https://app.example', 'https://staging.app.example'],
      credentials: true,
      requestHeaders: [],
    },
  ],
};

const sections = new Map(
  read('docs/recipes.md')
    .split(/^### /m)
    .map((section): [string, string] => [section.split('\n')[0]!, section]),
);

for (const [heading, [server, wanted]] of Object.entries(written))
  test(`docs/recipes.md shows under ${heading} what the recipe writes`, () => {
    const blocks = recipes[server].write(wanted).blocks.map(({ text }) => `${text}\n`);
    const shown = fencesOf(sections.get(heading) ?? '');
    // That of the last section is shown above.
    expect(shown).toEqual(heading === 'Some pages only' ? blocks.slice(0, -1) : blocks);
  });

test('docs/recipes.md has no other configuration', () => {
  const configured = [...sections.entries()]
    .filter(([, section]) => /^```(?!sh)\w/m.test(section))
    .map(([heading]) => heading);
  expect(configured.sort()).toEqual(Object.keys(written).sort());
});
