import { giveSong, run, star, test } from '../support/checking';
import { expect } from '../support';
import { asksAll } from '../support/asks-all';
import { checkText } from '../../runner/report/check-text';
import { checkResult } from '../../runner/report/check-schema';
import type { CheckResult } from '../../runner/check/check-result';

/** From a page over https howler asks for what is over http by an element alone. */
const insecureOrigin = 'http://app.example';
const pages = [{ origin: insecureOrigin }];

const told = ({ loads }: CheckResult) =>
  loads.map(({ loader, outcome, reason }) => [loader, outcome, reason].join(' '));

test('by howler and wavesurfer.js a song without header lines is not read, and each proves the fix', async ({
  checking,
  serve,
}) => {
  const url = await serve(giveSong());
  const result = await run(checking, url, { pages, loaders: ['howler', 'wavesurfer'] });
  // Refused, howler asks by an element, which plays.
  expect(told(result)).toEqual([
    'howler opaque allow-origin-missing',
    'wavesurfer blocked allow-origin-missing',
  ]);
  expect(result.loads.map(({ words }) => words?.name)).toEqual([undefined, 'error']);
  expect(result.pages).toMatchObject([
    {
      page: insecureOrigin,
      outcome: 'opaque',
      cause: {
        library: { name: 'howler', option: null },
        exchange: { method: 'GET', origin: insecureOrigin, status: 200 },
        fix: { headers: [['Access-Control-Allow-Origin', '*']] },
        proof: { isProven: true },
      },
    },
  ]);
  expect(checkText(result)).toContain('howler fires "load" all the same');
  expect(checkResult.parse(JSON.parse(JSON.stringify({ ...result, findings: [] })))).toBeTruthy();
  const waves = await run(checking, url, { loaders: ['wavesurfer'] });
  expect(waves.pages).toMatchObject([{ cause: { proof: { isProven: true } } }]);
});

test('a song for everybody is read by howler and wavesurfer.js, under a policy of the page too', async ({
  checking,
  serve,
}) => {
  const result = await run(checking, await serve(giveSong(star)), {
    loaders: ['howler', 'wavesurfer'],
    pages: [{ origin: insecureOrigin, csp: "default-src 'none'; connect-src *; media-src blob:" }],
  });
  expect(told(result)).toEqual(['howler readable ', 'wavesurfer readable ']);
  expect(result.pages).toMatchObject([{ outcome: 'readable', cause: null, holes: [] }]);
});

test('the fix is in terms of the library, and tried as it says', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong(star)), { loaders: ['videojs'] });
  expect(told(result)).toEqual(['videojs opaque no-crossorigin']);
  expect(result.pages[0]!.cause).toMatchObject({
    fix: {
      edits: [{ where: 'page', says: "Set up video.js with crossOrigin: 'anonymous', then player.src()" }],
    },
    proof: { isProven: true },
  });
});

test('a status comes before CORS, and a library that asks for nothing tells nothing', async ({
  checking,
  serve,
}) => {
  const url = await serve((_req, res) => void res.writeHead(404, { 'Content-Type': 'text/plain' }).end('no'));
  expect(told(await run(checking, url, { pages, loaders: ['howler'] }))).toEqual([
    'howler blocked http-status',
  ]);
  const [nameless] = (await run(checking, url.replace('.mp3', ''), { pages, loaders: ['howler'] })).loads;
  expect(nameless).toMatchObject({ outcome: 'inconclusive', reason: null, wire: [] });
  expect(nameless!.inconclusive).toMatch(/^howler asked for nothing, and says: .*codec/i);
});

test('howler does not try by script from https to http, and that is said', async ({ checking, serve }) => {
  const result = await run(checking, await serve(giveSong(star)), { loaders: ['howler'] });
  expect(told(result)).toEqual(['howler opaque no-crossorigin']);
  expect(result.pages[0]!.cause?.besides).toContain('Give howler an https URL');
});

test('of an element that its library asks by, and of what it asks for after that, the cause is the first refusal', async ({
  checking,
  serve,
}) => {
  const url = await serve(giveSong());
  const result = await run(checking, url, { loaders: ['amplitude-waveform'] });
  expect(told(result)).toEqual(['amplitude-waveform blocked allow-origin-missing']);
  expect(result.pages).toMatchObject([{ cause: { proof: { isProven: true } } }]);
});

test('a library without an option that helps is said to have none', async ({ checking, serve }) => {
  const url = await serve(giveSong(star));
  const more = asksAll ? (['soundmanager2', 'aplayer'] as const) : [];
  for (const loader of ['jplayer', ...more] as const) {
    const { pages } = await run(checking, url, { loaders: [loader] });
    expect(pages).toMatchObject([
      { outcome: 'opaque', cause: { fix: null, unfixable: expect.stringContaining('no option') as unknown } },
    ]);
  }
});

const byElement = [
  'vidstack',
  'amplitude',
  'react-player',
  'mediaelement',
  'media-chrome',
  'meyda',
  'standardized-audio-context',
  'three-media-element',
] as const;

for (const loader of byElement)
  test(`${loader} plays without CORS, and its own option is the proven fix`, async ({ checking, serve }) => {
    test.skip(!asksAll, 'npm run test:all asks it');
    const { pages } = await run(checking, await serve(giveSong(star)), { loaders: [loader] });
    const edits = [{ where: 'page', says: expect.stringContaining('Set up ') as unknown }];
    expect(pages).toMatchObject([
      { outcome: 'opaque', cause: { reason: 'no-crossorigin', fix: { edits }, proof: { isProven: true } } },
    ]);
  });
