import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { EngineName } from '../../model/evidence/engine';
import { portBaseOption, parseFileName, parseHost } from '../../runner/cli/options';
import { wholeNumber } from '../../runner/cli/whole-number';
import { whyNotPlayable, parseExchangeFile } from '../../runner/exchange/exchange-file';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { exchangeTable } from '../../runner/report/exchange-table';
import { readText } from '../../runner/exchange/read-text';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { UsageError } from '../../runner/failures/usage-error';
import { test } from '../support/browser-turn';
import { earshot } from './earshot';

// eslint-disable-next-line no-control-regex -- these are what no output may hold
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const title = '\x1b]0;title\x07';

/** What is thrown, as words that a terminal may be given. */
async function wordsOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).not.toMatch(control);
    expect(message.length).toBeLessThan(1_200);
    return message;
  }
  throw new Error('nothing was thrown');
}

const deep = '['.repeat(20_000) + ']'.repeat(20_000);
const oneCase = (fields: object) =>
  JSON.stringify([
    {
      ...{ id: 'a', page: { origin: 'http://app.test' }, request: { url_origin: 'http://cdn.test' } },
      ...fields,
    },
  ]);
const line = (value: string) => ({ responses: [{ for: 'actual', status: 200, headers: [['X-A', value]] }] });

interface BadFile {
  readonly content: string;
  readonly says: string;
}

/** A file whose request has these fields, for all that is said of it. */
const asked = (fields: object, ...says: readonly string[]): BadFile[] =>
  says.map((each) => ({
    content: oneCase({ request: { url_origin: 'http://cdn.test', ...fields } }),
    says: each,
  }));
/** A file whose answer has these fields. */
const answered = (fields: object, says: string): BadFile => ({
  content: oneCase({ responses: [{ for: 'actual', status: 200, headers: [], ...fields }] }),
  says,
});

const files: readonly BadFile[] = [
  { content: deep, says: 'at [0]' },
  { content: `[{"id": ${deep}}]`, says: 'at [0].id' },
  { content: '', says: 'it is no JSON' },
  { content: `${title}{`, says: 'it is no JSON' },
  { content: '[\n  {"id": 1,}\n]', says: 'double-quoted property name at line 2, column 12' },
  { content: '[1\r\n2]', says: 'at line 2, column 1' },
  { content: '[]\n x', says: 'non-whitespace character at line 2, column 2' },
  { content: 'x'.repeat(200_000), says: 'it is no JSON' },
  { content: `[{"id": "${'x'.repeat(200_000)}"}]`, says: 'at [0].page' },
  { content: JSON.stringify({ [title]: 1 }), says: 'at its root' },
  {
    content: oneCase({ page: { origin: `${title}${'x'.repeat(200_000)}` } }),
    says: 'more characters)": want an origin',
  },
  {
    content: `[${[oneCase({}), oneCase({})].map((text) => text.slice(1, -1)).join()}]`,
    says: '[0] has this id too',
  },
  {
    content: oneCase({ page: { origin: 'http://app.test', worker: 'cors' } }),
    says: 'at [0].page.worker: there is no such field. It may be origin, csp, cspMeta, cspReportOnly, coep, documentIsolationPolicy, sandbox, referrerPolicy, path, documents, addressSpace, permissions, userActivation, allow, permissionsPolicy, serviceWorker.',
  },
  {
    content: oneCase({ page: { origin: 'http://app.test', serviceWorker: {} } }),
    says: 'at [0].page.serviceWorker, {}: a service worker controls pages of a secure context alone',
  },
  {
    content: oneCase({ page: { origin: 'https://app.test', csp: 'sandbox', serviceWorker: {} } }),
    says: 'want https or a host under .localhost as the origin, and no sandbox',
  },
  {
    content: oneCase({ page: { origin: 'https://app.test', documents: 'srcdoc', serviceWorker: {} } }),
    says: 'nothing is said of a service worker and documents at once: leave one out',
  },
  {
    content: oneCase({ page: { origin: 'https://app.test', serviceWorker: { fetch: 'url' } } }),
    says: 'at [0].page.serviceWorker.fetch: there is no such field. It may be fetches, mode, credentials, headers, ranges, cache. Did you mean "fetches"?',
  },
  {
    content: oneCase({
      page: { origin: 'https://app.test', serviceWorker: {} },
      request: { url_origin: 'https://cdn.test', method: 'POST', body: 'string' },
    }),
    says: 'at [0].request.body, "string": nothing is said of it under a service worker: leave one out',
  },
  {
    content: oneCase({ request: { url_origin: 'http://cdn.test', redirects: 1 } }),
    says: 'at [0].request.redirects: there is no such field. It may be url_origin, path, mode',
  },
  {
    content: oneCase({ responses: [{ for: 'actual', status: 200, header: [] }] }),
    says: 'at [0].responses[0].header: there is no such field. It may be for, status, headers, informational, trailers, body, when, addressSpace. Did you mean "headers"?',
  },
  { content: oneCase({ respones: [] }), says: 'Did you mean "responses"?' },
  { content: oneCase({ [title]: 1 }), says: 'at [0].\\x1b]0;title\\x07: there is no such field' },
  { content: oneCase({ expect: { outcome: 'played' } }), says: 'at [0].expect.outcome, "played"' },
  {
    content: oneCase({ page: { origin: 'ftp://files.test' } }),
    says: 'at [0].page.origin, "ftp://files.test": want http or https',
  },
  { content: oneCase({ page: { origin: 'http://app.test/a' } }), says: 'Did you mean "http://app.test"?' },
  { content: oneCase({ page: { origin: 'app.test' } }), says: 'Did you mean "https://app.test"?' },
  ...asked({ destination: 'adio' }, '"adio": want audio or video', 'Did you mean "audio"?'),
  ...asked({ destination: 'script' }, '"script": Fetch knows it, but no load of an exchange is for it'),
  ...asked({ destination: 'audioworklet' }, 'no load of an exchange is for it: want audio or video'),
  ...asked({ type: 'audio/wav' }, 'at [0].request.type, "audio/wav": a <source> is that of a media element'),
  ...asked({ destination: ['audio'] }, 'at [0].request.destination, ["audio"]: want audio or video'),
  ...asked({ url_origin: 'cdn.test' }, 'at [0].request.url_origin, "cdn.test": want an origin such as'),
  ...asked({ referrerPolicy: 'no-referer' }, 'want one of "", no-referrer,'),
  ...asked({ headers: { 'X-A': 1 } }, 'at [0].request.headers, {"X-A":1}: want a text'),
  ...asked({ destination: 'audio', volume: 2 }, 'at [0].request.volume, 2: want at most 1'),
  ...asked({ destination: 'audio', volume: -1 }, 'at [0].request.volume, -1: want at least 0'),
  {
    content: oneCase({
      then: Array.from({ length: 17 }, () => ({ request: { url_origin: 'http://cdn.test' } })),
    }),
    says: 'want at most 16 entries',
  },
  ...asked({ keepalive: 'true' }, 'at [0].request.keepalive, "true": want a boolean'),
  {
    content: oneCase({ then: [{ request: { url_origin: 'http://cdn.test', destination: 'vidoe' } }] }),
    says: 'at [0].then[0].request.destination, "vidoe": want audio or video',
  },
  {
    content: oneCase({ page: { origin: 'http://app.test', documents: 'srcdocs' } }),
    says: 'at [0].page.documents, "srcdocs": want one of srcdoc, about:blank, blob, data. Did you mean "srcdoc"?',
  },
  answered({ for: 'redirect-0' }, '"redirect-0": want preflight, preflight-N, redirect-N'),
  answered({ for: 'preflight-01' }, '"preflight-01": want preflight, preflight-N, redirect-N'),
  answered({ body: 'audio/wave' }, 'noise, empty, truncated, reset, live. Did you mean "audio/wav"?'),
  answered({ when: { range: 'last' } }, 'when.range, "last": want one of none, first, later'),
  answered({ when: { origin: 'true' } }, 'when.origin, "true": want true, false, or an Origin'),
  answered({ when: { origin: 'https://app.test/' } }, 'want true, false, or an Origin as browsers send it'),
  answered({ when: { origin: 'https://app.test:443' } }, 'want true, false, or an Origin as browsers'),
  answered({ when: { referer: 'true' } }, 'when.referer, "true": want true, false, or how a Referer begins'),
  answered({ when: { userAgent: true } }, 'when.userAgent, true: want a text'),
  { content: oneCase(line('a\r\nb')), says: 'holds a line break' },
  { content: oneCase({ page: { origin: 'null', csp: 'a\r\nb' } }), says: 'a page cannot have' },
];
for (const { content, says } of files) {
  test(`an exchange file is refused in words: ${says}, ${content.length} characters`, async () => {
    expect(await wordsOf(() => parseExchangeFile(content, 'cases.json'))).toContain(says);
  });
}

test('an exchange file may say what a request must have as a browser sends it', () => {
  const origins = [
    'null',
    'https://app.test',
    'http://app.test:8080',
    'http://[::1]',
    'capacitor://localhost',
  ];
  for (const origin of [true, false, null, ...origins]) {
    const when = { origin, referer: 'https://app' };
    const content = oneCase({ responses: [{ for: 'redirect-10', status: 302, when }] });
    const [read] = parseExchangeFile(content, 'cases.json');
    expect(read?.responses[0]?.when, String(origin)).toEqual(when);
  }
});

test('an exchange file may begin with a byte order mark and have NUL in the value of a header', async ({}, info) => {
  const folder = info.outputPath('files');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'bom.json');
  await writeFile(file, `\ufeff${oneCase(line('a\0b'))}`);
  const [read] = parseExchangeFile(await readText(file), file);
  expect(read?.responses[0]?.headers).toEqual([['X-A', 'a\0b']]);
  await writeFile(file, Buffer.from([0xff, 0xfe, 0x5b, 0x00]));
  expect(await wordsOf(() => readText(file))).toContain('it is not UTF-8');
  expect(await wordsOf(() => readText(folder))).toContain('it is a folder (EISDIR)');
  expect(await wordsOf(() => readText(join(folder, title)))).toContain('there is no such file');
  if (process.platform === 'linux')
    expect(await wordsOf(() => readText('/dev/zero', 2 ** 20))).toContain('it has more than 1 MiB');
});

test('what is no JSON is not quoted, since it may hold a secret', async () => {
  for (const text of ['{"password": hunter2}', `${' '.repeat(99)}{"a": hunter2}${' '.repeat(99)}`]) {
    const words = await wordsOf(() => parseExchangeFile(text, 'f'));
    expect(words).toBe("Failed to read f: it is no JSON: Unexpected token 'h'");
  }
});

test('a case that cannot be played is named without what a terminal obeys', async () => {
  const cases = parseExchangeFile(
    oneCase({ id: title.repeat(100), page: { origin: 'https://app.example' } }),
    'f',
  );
  const table = exchangeTable(await playExchanges(cases, { engine: 'chromium' }));
  expect(table).toContain('not played in chromium: its origin "https://app.example"');
  expect(table).not.toContain('\u001b');
  expect(cases.map((each) => whyNotPlayable(each))).toEqual([expect.stringContaining('https://app.example')]);
});

test('a case whose element may not play is not played where all sound begins', () => {
  const whyNot = (page: object, request: object, engine?: EngineName) => {
    const text = oneCase({
      page: { origin: 'http://app.test', ...page },
      request: { url_origin: 'http://cdn.test', ...request },
    });
    return whyNotPlayable(parseExchangeFile(text, 'f')[0]!, engine);
  };
  const element = { destination: 'audio', crossorigin: 'anonymous' };
  expect(whyNot({ userActivation: 'none' }, element)).toContain('not allowed to play');
  expect(whyNot({ userActivation: 'parent' }, element)).toContain('not allowed to play');
  expect(whyNot({ userActivation: 'parent', allow: 'autoplay' }, element)).toBeUndefined();
  expect(whyNot({ userActivation: 'page' }, element)).toBeUndefined();
  expect(whyNot({ userActivation: 'none' }, element, 'firefox')).toContain('not allowed to play');
  expect(whyNot({ userActivation: 'none' }, element, 'chromium')).toBeUndefined();
  for (const more of [{ csp: "media-src 'self'" }, { sandbox: true }, { documents: 'srcdoc' }])
    expect.soft(whyNot({ userActivation: 'none', ...more }, element, 'chromium')).toContain('not allowed');
  expect(whyNot({ userActivation: 'none' }, {})).toBeUndefined();
  expect(whyNot({}, element)).toBeUndefined();
});

const globs = ['a'.repeat(100_000), '?(*)'.repeat(30) + 'z', title, '\u202e', '{'.repeat(9_000), ' ', '\0'];
test('a glob is refused in words, and soon', async () => {
  for (const glob of globs) {
    const words = await wordsOf(() => selectScenarios([glob]));
    expect(words, words).toMatch(/^Failed to (read|select scenarios: )/);
  }
  expect(() => selectScenarios(['no/such/id'])).toThrow(UsageError);
});

test('numbers are decimal digits within their bounds', () => {
  const port = portBaseOption(0).parseArg as (text: string, before: undefined) => number;
  for (const text of ['', ' ', '-1', '1e4', '0x2000', 'NaN', '99999999', '٣٠٠٠', '65535', '80'])
    expect(() => void port(text, undefined), text).toThrow('want 0 (free ports)');
  expect(port('0', undefined)).toBe(0);
  const percent = wholeNumber({ from: 1, to: 100 });
  for (const text of ['', '0', '101', '1.5', '-5', 'Infinity', '1'.repeat(1_000)])
    expect(() => percent(text), text).toThrow('want a whole number from 1 to 100');
  expect(percent('100')).toBe(100);
});

test('a host is an address that leads somewhere, or a name', () => {
  const bad = [
    ...[
      '0.0.0.0.0',
      '0.0.0.0',
      '255.255.255.255',
      '1.2.3',
      '0x7f.1',
      '127.1',
      '1.2.3.4.',
      '-a',
      'a-',
      'a..b',
    ],
    ...['', ' ', 'a b', '::1', `a.${title}`, 'a'.repeat(64), `${'a.'.repeat(127)}ab`, 'ä.test', 'a/b'],
  ];
  for (const host of bad) expect(() => parseHost(host), host).toThrow('want an IPv4 address or a name');
  for (const host of ['192.168.1.5', 'My-Machine.local', '3com', 'a.b-c.d'])
    expect(parseHost(host)).toBe(host);
});

test('an option is no name of a file', () => {
  for (const name of ['', '--full', '-x'])
    expect(() => parseFileName(name)).toThrow('want the name of a file');
  for (const name of ['-', './-x', 'a.json']) expect(parseFileName(name)).toBe(name);
});

const commands: readonly { readonly args: readonly string[]; readonly says: string }[] = [
  { args: ['predict', '--response', 'A: b\r\nC: d'], says: 'It holds a line break' },
  { args: ['run', '--browser', 'x'.repeat(100_000)], says: 'is none of chromium' },
  { args: ['run', '--json', 'a', '--json', 'b'], says: "option '--json <file>' is given more than once" },
  { args: ['run', '--capabilities', '{}'], says: 'they are for a WebDriver' },
  { args: ['run', '--exchange', 'x.json', '--full'], says: "cannot be used with option '--full'" },
  {
    args: ['predict', '--exchange', 'x.json', '--url', 'http://a.test'],
    says: "cannot be used with option '--url <url>'",
  },
  { args: ['run', `--${title}`], says: 'unknown option' },
  { args: ['explain', title], says: 'Failed to explain "\\x1b]0;title\\x07": no scenario has this id' },
  { args: ['run', '--attach', `http://${'a'.repeat(5_000)}.test`], says: 'Failed to attach to a lab at' },
];
for (const { args, says } of commands) {
  test(`a command tells it in a line or two and ends with 2: ${says}`, async () => {
    const { code, stdout, stderr } = await earshot(...args);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(control);
    expect(stderr.trimEnd().split('\n').length).toBeLessThan(4);
    expect(stderr.length).toBeLessThan(1_500);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
}

test('an exchange file without a case measures nothing, which is no success', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  const file = info.outputPath('empty.json');
  await writeFile(file, '[]');
  const { code, stderr } = await earshot('run', '--exchange', file);
  expect(stderr).toContain('it holds no case');
  expect(code).toBe(2);
});
