import { expect, test } from '@playwright/test';
import type { EngineName } from '../../model/evidence/engine';
import { predictCellAs } from '../../model/judge/predict-cell-as';
import { quirkOf } from '../../model/judge/quirks';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { planCell } from '../../model/lab/plan/cells';
import type { Policy } from '../../model/lab/policies/policy';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { portsFrom } from '../../model/lab/topology/topology';
import { allScenarios } from '../../model/scenarios';

const ports = portsFrom(8100);

function wireIn(engine: EngineName, loader: LoaderName, policy: Omit<Policy, 'title'>): string {
  const scenario = { id: loader, page: 'http', loader, relation: 'other-site', policy: 'none' } as const;
  const cell = planCell(scenario, ports, 'token', { title: 'held out', ...policy });
  const { outcome, wire } = predictCellAs(engine, cell, ports);
  return [outcome, ...wire.map(({ method, status }) => (method === 'HEAD' ? `HEAD ${status}` : status))].join(
    ' ',
  );
}

const star = ['Access-Control-Allow-Origin', '*'] as const;
const aWhile = ['Cache-Control', 'max-age=600'] as const;
const [cut, hungUp] = [
  { fault: { kind: 'reset', after: 'half' } },
  { fault: { kind: 'reset', after: 'request' } },
] as const;
const closed = { title: 'closed' };
const moved = (status: 301 | 302) => ({ redirect: { status, to: 'cdn-mirror', policy: closed } }) as const;
const movedHere = {
  headers: [star],
  redirect: { status: 307, to: 'same-server', policy: { title: 'hangs up', headers: [star], ...hungUp } },
} as const;
const times = (count: number, what: string) => ` ${what}`.repeat(count);

/** As measured with the libraries themselves in Chromium 156 and Firefox 153: outcome, and the status of each answer. */
const measured: readonly [LoaderName, Omit<Policy, 'title'>, string, string][] = [
  // What is refused stays in Firefox.
  ['phaser', { headers: [aWhile] }, 'blocked 200 200 200', 'blocked 200'],
  ['playcanvas', { headers: [aWhile], ...moved(301) }, 'blocked 301', `blocked${times(6, '301')}`],
  [
    'dash',
    { headers: [star, aWhile], ...moved(302) },
    'blocked 302 200 200 200 200',
    'blocked 302 200 304 304 304',
  ],
  ['shaka', { headers: [star, aWhile], status: 404 }, 'blocked 404', 'blocked 404 404'],
  // What may carry credentials is kept apart, and so is what elements get, in Firefox.
  ['howler', { headers: [aWhile], ...moved(301) }, 'opaque 301 206', 'opaque 301 301 206'],
  ['audio-then-wavesurfer', { headers: [star, aWhile] }, 'readable 206', 'readable 206 200'],
  ['audio-then-wavesurfer', { headers: [star, aWhile], status: 404 }, 'blocked 404 404', 'blocked 404 404'],
  ['shaka', { headers: [star, aWhile], status: 401 }, 'blocked 401 401', 'blocked 401 401'],
  // A part is kept where it can be completed.
  ['phaser', { headers: [star], ...cut }, 'blocked 200 206 206 206 206', 'blocked 200 206 206'],
  ['phaser', { headers: [star], validators: 'weak', ...cut }, 'blocked 200 200 200', 'blocked 200 200 200'],
  [
    'shaka-extensionless',
    { headers: [star], ...cut },
    'blocked HEAD 200 200 206 206',
    'blocked HEAD 200 200 206',
  ],
  ['audio-then-wavesurfer', { headers: [star], ...cut }, 'blocked 206 304 206', 'blocked 206 200'],
  ['howler', cut, 'blocked 200 206', 'blocked 200 206'],
  // shaka-player asks for the type by HEAD, and leaves what has no length to its element.
  ['shaka', { headers: [star], length: 'unsaid' }, 'opaque 200 206', 'opaque 200 206'],
  ['shaka', { length: 'unsaid' }, 'blocked 200 200', 'blocked 200 304'],
  [
    'shaka-extensionless',
    { headers: [star], head: 'refused' },
    'readable HEAD 405 HEAD 405 200 304',
    'readable HEAD 405 HEAD 405 200 304',
  ],
  [
    'shaka-extensionless',
    { headers: [star], contentType: 'text/plain' },
    'blocked HEAD 200',
    'blocked HEAD 200',
  ],
  ['plyr', { body: 'empty' }, 'blocked 416', 'blocked 416'],
  ['tone', { headers: [star], body: 'empty' }, 'blocked 200', 'blocked 200'],
  // A connection that ends before an answer.
  ['three', hungUp, 'blocked ', `blocked${times(10, '')}`],
  ['shaka', hungUp, `blocked${times(2, '')}`, `blocked${times(20, '')}`],
  // Chromium sends again what it sent on a connection that was used before: by a preflight, which goes without credentials, or a redirect.
  [
    'howler-authorization',
    { headers: [star, ['Access-Control-Allow-Headers', 'authorization']], ...hungUp },
    `blocked 204${times(3, '')}`,
    `blocked 204${times(20, '')}`,
  ],
  ['wavesurfer', movedHere, `blocked 307${times(2, '')}`, `blocked 307${times(10, '')}`],
  ['playcanvas', movedHere, `blocked${times(6, '307  ')}`, `blocked${times(6, `307${times(10, '')}`)}`],
];

for (const [loader, policy, inChromium, inFirefox] of measured) {
  test(`${loader} under ${JSON.stringify(policy)} asks as it was seen to`, () => {
    expect(wireIn('chromium', loader, policy)).toBe(inChromium);
    expect(wireIn('firefox', loader, policy)).toBe(inFirefox);
  });
}

test('a prediction names the quirk by which it differs, and none where it does not', () => {
  const scenario = {
    id: 'x',
    page: 'http',
    loader: 'phaser',
    relation: 'other-site',
    policy: 'none',
  } as const;
  const quirksUnder = (...headers: Policy['headers'] & object) => {
    const cell = planCell(scenario, ports, 'token', { title: 'held out', headers });
    return predictCellAs('firefox', cell, ports).quirks.map(({ id }) => id);
  };
  expect(quirksUnder(star, aWhile)).toEqual([]);
  expect(quirksUnder(aWhile)).toEqual(['firefox-keeps-refused-answers']);
});

test('no scenario is listed for what the rules of its engine say', () => {
  const listed = allScenarios().flatMap((scenario) => {
    const quirk = quirkOf('firefox', scenario.id);
    if (!quirk?.instead) return [];
    const cell = planCell(scenario, ports, 'token');
    const [standard, came] = [predictCell(cell, ports), predictCellAs('firefox', cell, ports)];
    const isSaid = came.outcome === quirk.instead.outcome && came.reason === quirk.instead.reason;
    const isDifferent = standard.outcome !== came.outcome || standard.reason !== came.reason;
    return isSaid && isDifferent ? [`${scenario.id}: ${quirk.id}`] : [];
  });
  expect(listed).toEqual([]);
});
