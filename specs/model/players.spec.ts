import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { playersPage } from '../../model/advice/players-page';
import { explainScenario } from '../../model/advice/explain-scenario';
import { allScenarios } from '../../model/scenarios';

const explain = (id: string) => explainScenario(allScenarios().find((each) => each.id === id)!);

/** As measured with the libraries themselves by another program, in Chromium 156 and Firefox 153: outcome, and requests for the song. */
const measured = [
  ['howler', 'none', 'opaque', 2],
  ['howler', 'exact-credentials', 'readable', 1],
  ['howler', 'forbidden', 'blocked', 1],
  ['howler', 'corp-same-origin', 'blocked', 2],
  ['howler', 'bad-bytes', 'blocked', 1],
  ['howler-credentials', 'wildcard', 'opaque', 2],
  ['howler-credentials', 'forbidden', 'blocked', 2],
  ['howler-credentials', 'bad-bytes', 'blocked', 2],
  ['howler-html5', 'exact-credentials', 'opaque', 1],
  ['howler-html5', 'redirect-to-mirror', 'opaque', 2],
  ['howler-html5', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer', 'wildcard', 'readable', 1],
  ['wavesurfer', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer-credentials', 'wildcard', 'blocked', 1],
  ['wavesurfer-peaks', 'corp-same-origin', 'blocked', 1],
  ['wavesurfer-peaks', 'bad-bytes', 'blocked', 1],
  ['tone', 'none', 'blocked', 1],
  ['tone', 'exact-credentials', 'readable', 1],
  ['tone', 'session-none', 'blocked', 1],
  ['tone', 'forbidden', 'blocked', 1],
  ['videojs', 'corp-same-origin', 'blocked', 1],
  ['videojs-anonymous', 'exact-credentials', 'readable', 1],
  ['plyr', 'wildcard', 'opaque', 1],
  ['plyr-anonymous', 'none', 'blocked', 1],
] as const;

for (const [loader, policy, outcome, requests] of measured)
  test(`${loader} is ${outcome} under ${policy}, by ${requests} requests`, () => {
    const explained = explain(`http/${loader}/other-site/${policy}`);
    expect(explained.outcome).toBe(outcome);
    expect(explained.wire).toHaveLength(requests);
  });

const fixes = [
  ['howler-html5', 'wildcard', 'Set up howler without html5: true'],
  ['howler-credentials', 'wildcard', 'Set up howler without xhr: { withCredentials: true }'],
  ['wavesurfer-peaks', 'wildcard', 'Set up wavesurfer.js without peaks and duration'],
  ['plyr', 'wildcard', 'Set up Plyr with <audio crossorigin>'],
  ['videojs', 'wildcard', "Set up video.js with crossOrigin: 'anonymous', then player.src()"],
] as const;

for (const [loader, policy, says] of fixes)
  test(`the fix of ${loader} under ${policy} is an option of its own`, () => {
    const { fix } = explain(`http/${loader}/other-site/${policy}`);
    expect(fix!.edits.map((edit) => edit.says)).toEqual([says]);
  });

test('where howler asks once more, the console has what was refused at first', () => {
  const { wordings } = explain('http/howler/other-site/none');
  const chromium = wordings.filter(({ engine }) => engine === 'chromium').map(({ says }) => says);
  expect(chromium).toEqual([expect.stringMatching(/^Access to XMLHttpRequest at .*No 'Access-Control/)]);
  const both = explain('http/howler/other-site/corp-same-origin').wordings.map(({ says }) => says);
  expect(both.join('\n')).toMatch(/Access to XMLHttpRequest at [\s\S]*NotSameOrigin/);
});

test('the page of players is what the scenarios say', () => {
  const path = join(__dirname, '..', '..', 'docs', 'players.md');
  const advice = 'docs/players.md is not what the scenarios say. Run: npm run docs:players';
  expect(readFileSync(path, 'utf8') === playersPage(), advice).toBe(true);
});
