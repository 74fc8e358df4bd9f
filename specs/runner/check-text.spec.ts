import { expect, test } from '@playwright/test';
import { stripVTControlCharacters } from 'node:util';
import { holes } from '../../model/check/holes-of';
import type { CheckedCause, CheckedLoad, CheckResult } from '../../runner/check/check-result';
import type { WrittenRecipe } from '../../runner/check/recipe-for';
import { checkText } from '../../runner/report/check-text';
import { mostLines } from '../../runner/report/fit-lines';
import { wrapText } from '../../runner/report/fit-terminal';

const long = (words: string, times = 40): string => Array.from({ length: times }, () => words).join(' ');

const recipe: WrittenRecipe = {
  server: 'nginx',
  product: 'nginx',
  provenOn: '1.22.1',
  because: ['Server', 'nginx/1.22.1'],
  says: 'It goes into the location that serves the songs.',
  file: 'nginx.conf',
  wish: { origins: ['https://app.example'], credentials: false, requestHeaders: [], exposeHeaders: [] },
  blocks: [{ where: 'in the location', text: Array.from({ length: 20 }, (_, i) => `line ${i};`).join('\n') }],
};

/** All that can be said of a load, at length. */
const cause: CheckedCause = {
  loader: 'audio-anonymous',
  reason: 'wildcard-with-credentials',
  says: long('what it is'),
  isNot: long('what it is not'),
  link: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  library: null,
  mismatch: long('one string and another'),
  wordings: [{ engine: 'chromium', says: long('Access to audio has been blocked') }],
  root: 'wildcard-with-credentials',
  fault: long('what is at fault'),
  exchange: {
    method: 'GET',
    url: `https://cdn.example/${'a'.repeat(300)}`,
    origin: `https://${'b'.repeat(300)}.example`,
    status: 200,
    headers: [
      ['Access-Control-Allow-Origin', '*'.repeat(400)],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
    noAnswer: null,
  },
  fix: {
    edits: [{ where: 'cdn', at: null, says: long('send it') }],
    headers: [['Access-Control-Allow-Origin', 'https://app.example']],
    preflightHeaders: [],
  } as unknown as CheckedCause['fix'],
  choices: [],
  unfixable: null,
  besides: long('look here', 15),
  recipe,
  proof: { isProven: false, says: long('it did not help') },
};

const loads: CheckedLoad[] = (['audio-anonymous', 'fetch-same-origin', 'audio'] as const).flatMap((loader) =>
  (['chromium', 'firefox', 'webkit'] as const).map((engine) => ({
    engine,
    page: 'https://app.example',
    loader,
    outcome: engine === 'webkit' ? 'inconclusive' : 'blocked',
    reason: 'wildcard-with-credentials',
    inconclusive: engine === 'webkit' ? long('nobody knows') : null,
    wire: [],
  })),
);

const result: CheckResult = {
  url: `https://cdn.example/${'a'.repeat(400)}`,
  pages: [
    {
      page: 'https://app.example',
      outcome: 'blocked',
      cause,
      holes: holes.map((hole) => ({ hole, says: long('whom it lets in') })),
      tightened: null,
    },
  ],
  loads,
  directRequests: 12,
  mostDirectRequests: 40,
  browsers: (['chromium', 'firefox', 'webkit'] as const).map((engine) => ({
    engine,
    version: '156.0.8078.108',
    differs: engine === 'webkit' ? ['MiniBrowser, not Safari'] : ['third-party cookies allowed'],
    requests: 9,
    mostRequests: 12,
  })),
};

const linesAt80 = (text: string): string[] => stripVTControlCharacters(wrapText(text, 80)).split('\n');

test('an answer has no more lines than a screen, and configuration stands behind it whole', () => {
  const lines = linesAt80(checkText(result));
  const at = lines.indexOf('Configuration of the fix');
  expect(at).toBeGreaterThan(0);
  // The empty line before the configuration is none of the answer's.
  expect(lines.slice(0, at - 1).length).toBeLessThanOrEqual(mostLines);
  for (const line of recipe.blocks[0]!.text.split('\n')) expect(lines).toContain(`    ${line}`);
});

test('what it asked of the server is counted, beside what it was allowed to', () => {
  const text = linesAt80(checkText(result)).join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('chromium 156.0.8078.108 made 9 of 12 requests');
  expect(text).toContain('12 of 40 were made directly');
});

test('browsers that agree share a cell, and one that does not has its own', () => {
  const words = linesAt80(checkText(result)).join(' ').replace(/\s+/g, ' ');
  expect(words.split('chromium, firefox: blocked (wildcard-with-credentials)')).toHaveLength(4);
  expect(words.split('webkit: inconclusive (nobody knows')).toHaveLength(4);
});

test('an answer with little to say keeps its empty lines', () => {
  const few = loads.filter(({ engine }) => engine === 'chromium');
  const short = {
    ...result,
    url: 'https://cdn.example/a',
    loads: few,
    pages: [{ ...result.pages[0]!, cause: null, holes: [] }],
  };
  const lines = linesAt80(checkText(short));
  expect(lines.length).toBeLessThan(12);
  expect(lines[1]).toBe('');
});

test('the words of the console are those of a browser that was asked, and what is no Safari says so', () => {
  const wordings: CheckedCause['wordings'] = [
    { engine: 'chromium', says: 'one' },
    { engine: 'firefox', says: 'another' },
  ];
  const short = {
    mismatch: null,
    besides: null,
    fault: null,
    says: '',
    fix: null,
    proof: null,
    recipe: null,
  };
  const [page] = result.pages;
  const asked = (engine: CheckedLoad['engine']) =>
    stripVTControlCharacters(
      checkText({
        ...result,
        url: 'https://cdn.example/song.mp3',
        pages: [{ ...page!, holes: [], tightened: null, cause: { ...cause, ...short, wordings } }],
        loads: loads.filter((load) => load.engine === engine).slice(0, 1),
        browsers: result.browsers.filter((browser) => browser.engine === engine),
      }),
    );
  expect(asked('firefox')).toContain('firefox writes: another');
  expect(asked('firefox')).not.toContain('webkit here');
  expect(asked('webkit')).toContain('webkit here: MiniBrowser, not Safari.');
});

test('what a public page gets is advised only where a browser that can tell is asked', () => {
  const privateServer = { addressSpace: 'loopback', isAskedFromPublic: false } as const;
  const advice = (engine: CheckedLoad['engine']) =>
    checkText({
      ...result,
      ...{ url: 'https://cdn.example/a', privateServer },
      pages: [{ ...result.pages[0]!, cause: null, holes: [] }],
      loads: loads.filter((load) => load.engine === engine),
      browsers: result.browsers.filter((browser) => browser.engine === engine),
    });
  expect(advice('chromium')).toContain('--page-address-space public');
  expect(advice('firefox')).not.toContain('--page-address-space');
});
