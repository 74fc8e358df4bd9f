import { expect, test } from '@playwright/test';
import { reasons } from '../../model/advice/reasons';
import type { Reason } from '../../model/standards/reason';
import { engineNames } from '../../model/evidence/engine';
import { wordingsOf } from '../../model/judge/wordings';
import { earshot } from './earshot';

test('explain tells reason, steps, console messages and fix of a scenario', async () => {
  const { code, stdout } = await earshot('explain', 'http/audio-anonymous/other-site/none');
  expect(code).toBe(0);
  expect(stdout).toContain('blocked (allow-origin-missing)');
  expect(stdout).toContain(reasons['allow-origin-missing'].isNot);
  expect(stdout).toContain('https://fetch.spec.whatwg.org/#concept-cors-check');
  expect(stdout).toContain("No 'Access-Control-Allow-Origin' header is present on the requested resource.");
  expect(stdout).toContain('(Reason: CORS header ‘Access-Control-Allow-Origin’ missing)');
  expect(stdout).toContain('Access-Control-Allow-Origin: *');
});

test('explain names the part of a stream that fails', async () => {
  const { stdout } = await earshot('explain', 'http/hls/other-site/hls-key-without-cors');
  expect(stdout).toContain('blocked (allow-origin-missing), for its key');
  expect(stdout).toContain('in every answer: playlist, key and segments');
});

test('explain gives the same as JSON', async () => {
  const { code, stdout } = await earshot('explain', 'http/fetch-include/other-host/exact', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'blocked',
    reason: 'allow-credentials-missing',
    fix: { edits: [{ where: 'cdn' }], headers: [['Access-Control-Allow-Credentials', 'true']] },
    unfixable: null,
  });
});

test('explain says why there is no fix', async () => {
  const { stdout } = await earshot('explain', 'http/audio/ftp-scheme/exact-credentials');
  expect(stdout).toContain('None. No browser loads this scheme');
});

test('explain refuses an id that is none, or more than one', async () => {
  expect(await earshot('explain', 'http/audio/other-site/nothing')).toMatchObject({ code: 2, stdout: '' });
  const many = await earshot('explain', 'http/audio/other-site/*');
  expect(many.code).toBe(2);
  expect(many.stderr).toContain('it is more than one scenario');
});

test('every refusal of a CORS check has a console message of each engine', () => {
  const named = Object.keys(reasons).filter((reason) =>
    /^(allow|wildcard|preflight-(?!unanswered)|redirect-null|csp|corp|mixed-content)/.test(reason),
  ) as Reason[];
  for (const reason of named) {
    const engines = new Set(wordingsOf(reason).map(({ engine }) => engine));
    expect([...engines], reason).toEqual([...engineNames]);
  }
});
