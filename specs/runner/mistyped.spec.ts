import { expect, test } from '@playwright/test';
import { ignoredPolicies } from '../../runner/cli/ignored-policies';
import { nearest } from '../../runner/given/nearest';
import { whatItIs } from '../../runner/given/told-apart';
import { scenarioOf, selectScenarios } from '../../runner/measure/select-scenarios';
import { earshot } from './earshot';

test('the nearest name is that of the fewest changes, and none is near what is far', () => {
  const names = ['audio', 'audio-anonymous', 'fetch-omit'];
  expect(nearest('audoi', names)).toBe('audio');
  expect(nearest('Fetch-Omt', names)).toBe('fetch-omit');
  expect(nearest('gramophone', names)).toBeUndefined();
  expect(nearest('', names)).toBeUndefined();
  expect(nearest('audio'.repeat(1_000), names)).toBeUndefined();
});

test('what browsers leave out of a policy of the page is told, with the word that was meant', () => {
  const at = (origin: string, policies: object) => ignoredPolicies({ origin, ...policies }).join(' ');
  const https = 'https://app.example';
  expect(at(https, { coep: 'requre-corp' })).toContain('"requre-corp" does nothing');
  expect(at(https, { coep: 'requre-corp' })).toContain('Did you mean "require-corp"?');
  expect(at('http://app.example', { coep: 'require-corp' })).toContain('on pages over https');
  expect(at(https, { sandbox: 'allow-scripts allow-same-orign' })).toBe(
    '--sandbox "allow-same-orign" does nothing: browsers know no such word. Did you mean "allow-same-origin"?',
  );
  expect(at(https, { csp: "conect-src 'self'; media-src *" })).toContain('Did you mean "connect-src"?');
  const right = {
    coep: 'credentialless; report-to="x"',
    sandbox: 'allow-scripts',
    csp: "default-src 'none'",
  };
  expect(at(https, right)).toBe('');
  expect(at(https, { coep: 'unsafe-none', sandbox: true })).toBe('');
});

test('a policy of the page that does nothing is told on standard error', async () => {
  const { code, stdout, stderr } = await earshot(
    ...['predict', '--page', 'https://app.example', '--url', 'https://cdn.example/song.mp3'],
    ...['--coep', 'requre-corp', '--json'],
  );
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { outcome: 'blocked' }]);
  expect(stderr).toContain('Did you mean "require-corp"?');
});

const given = [
  {
    text: 'https://cdn.example/a.mp3',
    says: "npx earshot predict --page https://app.example --url 'https://cdn",
  },
  { text: 'HTTP/1.1 404 Not Found', says: '--status 404; or the whole answer' },
  { text: 'Access-Control-Allow-Origin: *', says: "--response 'Access-Control-Allow-Origin: *'" },
  { text: "No 'Access-Control-Allow-Origin' header is present", says: 'npx earshot why "…"' },
];
for (const { text, says } of given) {
  test(`what is no id is told what it is: ${text}`, () => {
    expect(() => scenarioOf(text)).toThrow(says);
    expect(() => selectScenarios([text])).toThrow(says);
  });
}

test('what a command takes itself is not sent to another one', () => {
  expect(whatItIs('https://cdn.example', 'URL')).toBeUndefined();
  expect(whatItIs('http/audio/other-site/none', 'id')).toBeUndefined();
  expect(whatItIs('http/audio/other-site/none')).toContain('npx earshot explain');
  expect(whatItIs('wildcard')).toBeUndefined();
});

const ids = [
  {
    id: 'http/audi/other-site/none',
    says: '"audi" is no loader. Did you mean "http/audio/other-site/none"?',
  },
  { id: 'htp/audio/othersite/none', says: 'Did you mean "http/audio/other-site/none"?' },
  { id: 'http/audio/other-site/wildcrd', says: '"wildcrd" is no policy. Did you mean' },
  { id: 'http/audio/wildcard/none', says: '"wildcard" is a policy, and no relation.' },
  { id: 'wildcard', says: 'It is a policy alone. A scenario that has it: http/' },
  { id: 'allow-origin-missing', says: 'It is a reason. A scenario that has it: http/' },
  { id: 'http/hls/other-scheme/two-lines', says: 'There is no scenario of all these. The nearest is "' },
];
for (const { id, says } of ids) {
  test(`explain tells the nearest of ${id}, and of no option`, () => {
    expect(() => scenarioOf(id)).toThrow(says);
    expect(() => scenarioOf(id)).not.toThrow('--');
  });
}

test('a glob of one wrong name is told the right one', () => {
  expect(() => selectScenarios(['http/fetch-omt/**'])).toThrow('Did you mean "http/fetch-omit/**"?');
  expect(() => selectScenarios(['**/wildcrad'])).toThrow('Did you mean "**/wildcard"?');
});

const page = ['predict', '--page', 'https://app.example'];
const commands = [
  { args: ['predict', '--loader', 'audio-anonimous'], says: 'Did you mean "audio-anonymous"?' },
  { args: ['predict', '--loader', 'hls'], says: '"npx earshot explain" and "npx earshot run" know it' },
  { args: ['predict', '--response', 'HTTP/1.1 200 OK'], says: 'It is the status line of an answer' },
  { args: [...page, '--url', 'http/audio/other-site/none'], says: 'It is the id of a scenario' },
  { args: ['predict', '--page', 'app.example', '--url', 'x:'], says: 'Did you mean "https://app.example"?' },
  { args: ['why', 'http/audio/other-site/none'], says: "npx earshot explain 'http/audio/other-site/none'" },
];
for (const { args, says } of commands) {
  test(`a command tells what was meant: ${args.join(' ')}`, async () => {
    const { code, stdout, stderr } = await earshot(...args);
    expect(stderr).toContain(says);
    expect([code, stdout]).toEqual([2, '']);
  });
}
