import { expect, test } from '@playwright/test';
import { holes } from '../../model/check/holes-of';
import type { CheckedLoad, CheckResult } from '../../runner/check/check-result';
import {
  baselineOf,
  excuse,
  goneOf,
  nothingKnown,
  parseBaseline,
  type Baseline,
} from '../../runner/check/gate/baseline';
import type { CheckFinding } from '../../runner/check/gate/check-finding';
import { compareWith, expectableOutcomes, readExpectation } from '../../runner/check/gate/expectation';
import { exitCodeOf, passOver } from '../../runner/check/gate/fail-on';
import { failures } from '../../runner/check/gate/failures';
import { idOfHole, idOfLoad, idsOfHoles, placeOf } from '../../runner/check/gate/finding-id';
import { findingsOf } from '../../runner/check/gate/findings-of';
import { reportOf } from '../../runner/report/check-finding-lines';
import { junitOf } from '../../runner/report/junit';
import { markdownOf } from '../../runner/report/markdown';

const page = 'https://app.example';
const place = 'https://cdn.example/song.mp3';

const load = (some: Partial<CheckedLoad> = {}): CheckedLoad => ({
  ...{ engine: 'chromium', page, loader: 'audio-anonymous', outcome: 'readable', reason: null },
  ...{ inconclusive: null, wire: [] },
  ...some,
});

/** What a check comes to whose loads are these; the first decides what came of the page, unless that is said. */
const resultOf = (loads: CheckedLoad[], some: Partial<CheckResult['pages'][number]> = {}): CheckResult => ({
  url: place,
  pages: [{ page, outcome: loads[0]!.outcome, cause: null, holes: [], tightened: null, ...some }],
  loads,
  browsers: [],
  directRequests: 0,
  mostDirectRequests: 40,
});

const readable = { outcome: 'readable', reason: null } as const;
const expectsReadable = { place, expects: { 'audio-anonymous': readable }, accepts: [] } as const;
const missing = { outcome: 'blocked', reason: 'allow-origin-missing' } as const;
const vary = { hole: 'missing-vary', says: 'It depends on Origin, and does not say so.' } as const;

const findings = (loads: CheckedLoad[], some?: Partial<CheckResult['pages'][number]>) =>
  findingsOf(expectsReadable, resultOf(loads, some));
const ends = (found: readonly CheckFinding[]) => found.map(({ ended }) => ended);

test('an expectation is an outcome, with a reason or without', () => {
  expect(readExpectation('readable')).toEqual(readable);
  expect(readExpectation('blocked:csp')).toEqual({ outcome: 'blocked', reason: 'csp' });
  for (const [text, says] of [
    ['readble', 'Did you mean "readable"?'],
    ['inconclusive', 'want readable, opaque, blocked, silent'],
    ['', 'want readable'],
    ['blocked:cps', 'Did you mean "csp"?'],
    ['blocked:', 'the reason behind ":"'],
    ['blocked:csp:csp', 'the reason behind ":"'],
    ['readable:csp', 'what is readable has no reason'],
  ] as const)
    expect(readExpectation(text), text).toContain(says);
});

const silent = { outcome: 'silent', reason: null } as const;
for (const [expected, came, ended] of [
  ['readable', readable, 'as expected'],
  ['readable', missing, 'otherwise'],
  ['readable', { outcome: 'opaque', reason: 'no-crossorigin' }, 'otherwise'],
  ['opaque', { outcome: 'opaque', reason: 'no-crossorigin' }, 'as expected'],
  ['opaque', readable, 'otherwise'],
  ['blocked', missing, 'as expected'],
  ['blocked', readable, 'otherwise'],
  ['blocked:allow-origin-missing', missing, 'as expected'],
  ['blocked:csp', missing, 'otherwise'],
  ['silent', silent, 'as expected'],
  // Zeros that script may read tell nothing of what it could read.
  ['readable', silent, 'inconclusive'],
  ['blocked', silent, 'otherwise'],
  ['readable', { outcome: 'inconclusive', reason: 'network' }, 'inconclusive'],
  ['blocked', { outcome: 'inconclusive', reason: 'network' }, 'inconclusive'],
] as const)
  test(`${[came.outcome, came.reason].filter(Boolean).join(':')} where ${expected} is expected is ${ended}`, () => {
    const expectation = readExpectation(expected);
    expect(typeof expectation === 'string' ? expectation : compareWith(expectation, came)).toBe(ended);
  });

test('each load has a finding, and those that nobody expects anything of are not judged', () => {
  const found = findings([load(), load({ loader: 'audio', outcome: 'opaque', reason: 'no-crossorigin' })]);
  expect(ends(found)).toEqual(['as expected', 'not judged']);
  expect(reportOf(found)).toHaveLength(1);
});

test('the reason that direct questions found is that of each load like it', () => {
  const loads = [load(missing), load({ ...missing, engine: 'firefox' }), load({ ...missing, loader: 'xhr' })];
  const cause = { reason: 'http-status' } as CheckResult['pages'][number]['cause'];
  expect(findings(loads, { cause }).map(({ reason }) => reason)).toEqual([
    'http-status',
    'http-status',
    'allow-origin-missing',
  ]);
});

test('a connection that broke is not found out, unless the check is sure of it', () => {
  const broken = { outcome: 'blocked', reason: 'network' } as const;
  expect(ends(findings([load(broken)], { outcome: 'inconclusive' }))).toEqual(['inconclusive']);
  expect(ends(findings([load(broken)], { outcome: 'blocked' }))).toEqual(['otherwise']);
  const one = findingsOf(
    { ...expectsReadable, expects: { xhr: readable } },
    resultOf([load(), load({ ...broken, loader: 'xhr' })]),
  );
  expect(ends(one)).toEqual(['not judged', 'inconclusive']);
});

test('a hole fails a check, unless it is accepted', () => {
  const result = resultOf([load()], { holes: [vary] });
  expect(ends(findingsOf(expectsReadable, result))).toEqual(['as expected', 'otherwise']);
  expect(ends(findingsOf({ ...expectsReadable, accepts: ['allows-null'] }, result))).toContain('otherwise');
  expect(ends(findingsOf({ ...expectsReadable, accepts: ['missing-vary'] }, result))).toEqual([
    'as expected',
    'accepted',
  ]);
});

test('an id is the same each time, and another for another URL, page, loader, engine or hole', () => {
  const at = (url: string) => placeOf(url, []);
  const ids = () => [
    idOfLoad({ page, place }, 'chromium', 'audio'),
    idOfLoad({ page, place }, 'firefox', 'audio'),
    idOfLoad({ page, place }, 'chromium', 'xhr'),
    idOfLoad({ page: 'null', place }, 'chromium', 'audio'),
    ...[
      ...[
        'https://cdn.example/other.mp3',
        'http://cdn.example/song.mp3',
        'https://cdn.example:8443/song.mp3',
      ],
      ...['https://cdn.example/song.mp3?v=1', 'https://cdn.example/song.mp3?v=2'],
    ].map((url) => idOfLoad({ page, place: at(url) }, 'chromium', 'audio')),
    ...holes.map((hole) => idOfHole({ page, place }, hole)),
  ];
  expect(ids()).toEqual(ids());
  expect(new Set(ids()).size).toBe(ids().length);
  expect(idsOfHoles(ids()[0]!)).toEqual(holes.map((hole) => idOfHole({ page, place }, hole)));
  // What signs a URL is another each time.
  const signed = (signature: string) =>
    at(`https://cdn.example/song.mp3?v=1&X-Amz-Signature=${signature}&Expires=${signature}`);
  expect(signed('1')).toBe(signed('2'));
  expect(signed('1')).toBe(at('https://cdn.example/song.mp3?v=1'));
});

test('no secret is in an id', () => {
  const url = 'https://user:pass-word@cdn.example/login-7f3a/song.mp3?key=key-of-mine&v=1#fragment-x';
  const found = placeOf(url, [['X-Login', 'login-7f3a']]);
  for (const secret of ['user', 'pass-word', 'key', 'login-7f3a', 'fragment'])
    expect(found).not.toContain(secret);
  expect(found).toMatch(/^https:\/\/cdn\.example\/…\/song\.mp3\?[0-9a-f]{8}$/);
});

/** A finding of each kind that can fail a check. */
const failing: Readonly<Record<(typeof failures)[number], CheckFinding>> = {
  ...(Object.fromEntries(
    expectableOutcomes.map((outcome) => {
      const expected = outcome === 'blocked' ? readable : ({ outcome: 'blocked', reason: null } as const);
      const expects = { 'audio-anonymous': expected };
      return [outcome, findingsOf({ ...expectsReadable, expects }, resultOf([load({ outcome })]))[0]!];
    }),
  ) as Record<(typeof expectableOutcomes)[number], CheckFinding>),
  hole: findings([load()], { holes: [vary] })[1]!,
};

for (const failure of failures)
  test(`--fail-on ${failure} fails on that, and on nothing else`, () => {
    expect(failing[failure].ended).toBe('otherwise');
    expect(exitCodeOf(passOver([failing[failure]], [failure]))).toBe(1);
    const others = failures.filter((each) => each !== failure).map((each) => failing[each]);
    expect(ends(passOver(others, [failure]))).toEqual(others.map(() => 'passed over'));
    expect(exitCodeOf(passOver(others, [failure]))).toBe(0);
    // Whatever came, what came as expected fails nothing.
    expect(exitCodeOf(passOver(findings([load()]), [failure]))).toBe(0);
  });

test('never fails on nothing, and any on all', () => {
  const all = Object.values(failing);
  expect(exitCodeOf(passOver(all, []))).toBe(0);
  for (const each of all) expect(exitCodeOf(passOver([each], failures))).toBe(1);
});

test('what could not be found out is 2, and never 1; a failure beside it is 1', () => {
  const open = findings([load({ outcome: 'inconclusive', inconclusive: 'no answer' })]);
  for (const failOn of [[], failures]) expect(exitCodeOf(passOver(open, failOn))).toBe(2);
  expect(exitCodeOf([...open, failing.blocked])).toBe(1);
  expect(exitCodeOf([...open, ...findings([load()])])).toBe(2);
  expect(exitCodeOf([])).toBe(2);
});

const before = findings([load(missing)], { holes: [vary] });
const known: Baseline = baselineOf(before);

test('a baseline excuses what is in it, and nothing that is new or worse', () => {
  expect(known.findings).toHaveLength(2);
  expect(ends(excuse(before, known))).toEqual(['known', 'known']);
  expect(exitCodeOf(excuse(before, known))).toBe(0);
  expect(exitCodeOf(excuse(before, nothingKnown))).toBe(1);
  const other = findings([load({ ...missing, reason: 'csp' })]);
  const elsewhere = findings([load({ ...missing, engine: 'firefox' })]);
  const opened = findings([load()], { holes: [{ ...vary, hole: 'allows-null' }] });
  for (const fresh of [other, elsewhere, opened]) expect(ends(excuse(fresh, known))).toContain('otherwise');
});

test('what a baseline has, and is wrong no more, is told', () => {
  expect(goneOf(excuse(before, known), known)).toEqual([]);
  expect(goneOf(findings([load()]), known).sort()).toEqual(known.findings.map(({ id }) => id).sort());
  expect(goneOf(findings([load()], { holes: [vary] }), known)).toEqual([before[0]!.id]);
  // Where nothing was found out, nothing is known to be mended.
  expect(goneOf(findings([load({ outcome: 'inconclusive' })]), known)).toEqual([]);
});

test('a baseline is what was written, or an earlier result', () => {
  const file = JSON.stringify(known);
  expect(parseBaseline(file, 'b.json')).toEqual(known);
  const open = findings([load({ outcome: 'inconclusive', engine: 'firefox' })]);
  const result = { checks: [], findings: [...before, ...findings([load({ engine: 'webkit' })]), ...open] };
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect([...parseBaseline(JSON.stringify(result), 'r.json').findings].sort(byId)).toEqual(known.findings);
  for (const [text, says] of [
    ['{', 'Failed to read the baseline b.json: it is no JSON'],
    ['[]', 'at its root'],
    ['{"findings": 1}', 'at findings, 1: want a list'],
    ['{"findings": [{"id": "a", "outcome": "blokced", "reason": null}]}', 'Did you mean "blocked"?'],
    ['{"findings": [{"id": 1}]}', 'at findings[0].id, 1: want a text'],
  ] as const)
    expect(() => parseBaseline(text, 'b.json'), text).toThrow(says);
});

test('the reports have failures, errors and what was left out', () => {
  const open = findings([load({ outcome: 'inconclusive', inconclusive: 'no answer', engine: 'firefox' })]);
  const all = reportOf([...before, ...open, ...excuse(before, known), ...findings([load()])]);
  const xml = junitOf(all);
  expect(xml).toContain('<testsuites tests="6" failures="2" errors="1" skipped="2">');
  expect(xml).toContain(`name="chromium audio-anonymous ${page} ${place}"`);
  expect(xml).toContain('message="expected readable, came blocked:allow-origin-missing"');
  expect(xml).toContain('expected readable, came inconclusive: no answer');
  const markdown = markdownOf(all);
  expect(markdown).toContain('| chromium | 1 | 1 | 0 | 1 |');
  expect(markdown).toContain('known: it is in the baseline');
});
