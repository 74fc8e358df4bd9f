import type { HeaderLine } from '../../model/http/headers';
import { originOf } from '../../model/lab/topology/topology';
import type { Lab } from '../../servers/lab';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import type { Answer } from './answer';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const player = (lab: Lab) => originOf(lab.ports, 'player', 'http', 'test');

function preflight(lab: Lab, policy: string): Promise<Answer> {
  const headers: HeaderLine[] = [
    ['Origin', player(lab)],
    ['Access-Control-Request-Method', 'GET'],
    ['Access-Control-Request-Headers', 'authorization,x-odd'],
  ];
  return ask(lab, `/p/${policy}/tone.mp3`, { method: 'OPTIONS', headers });
}

const said = (answer: Answer) => [
  answer.status,
  answer.header('Access-Control-Allow-Origin'),
  answer.header('Access-Control-Allow-Headers'),
];

const answers = [
  ['none', 204, undefined, undefined],
  ['wildcard', 204, '*', 'authorization,x-odd'],
  ['exact', 204, '{player}', 'authorization,x-odd'],
  ['exact-by-hand', 204, '{player}', undefined],
  ['authorization-allowed', 204, '{player}', 'Authorization,Range'],
  ['authorization-not-allowed', 204, '{player}', 'Range'],
  ['authorization-wildcard', 204, '*', '*'],
  ['preflight-404', 404, '*', 'Authorization'],
  ['preflight-redirects', 307, '*', undefined],
  ['preflight-without-cors', 204, undefined, undefined],
  ['session-lax', 204, '{player}', 'authorization,x-odd'],
  ['redirect-same', 204, '*', undefined],
  ['server-error', 204, '*', 'authorization,x-odd'],
  ['reset', 204, '*', 'authorization,x-odd'],
] as const;

for (const [policy, status, origin, headers] of answers) {
  test(`a preflight to ${policy} gets ${status}`, async ({ lab }) => {
    const answer = await preflight(lab, policy);
    expect(said(answer)).toEqual([status, origin?.replace('{player}', player(lab)), headers]);
    expect(answer.body.length).toBe(0);
    if (status === 204 && policy !== 'preflight-without-cors')
      expect(answer.header('Content-Length')).toBe('0');
  });
}

test('a preflight by the cors package says methods, age and what it varies by', async ({ lab }) => {
  const aged = await preflight(lab, 'authorization-allowed');
  expect(aged.header('Access-Control-Max-Age')).toBe('5');
  expect(aged.header('Vary')).toBe('Origin');
  const open = await preflight(lab, 'wildcard');
  expect(open.header('Access-Control-Allow-Methods')).toBe('GET,HEAD,PUT,PATCH,POST,DELETE');
  expect(open.header('Access-Control-Max-Age')).toBeUndefined();
  expect(open.header('Vary')).toBe('Access-Control-Request-Headers');
});

test('a preflight can be redirected', async ({ lab }) => {
  const answer = await preflight(lab, 'preflight-redirects');
  expect(answer.linesOf('Location')).toEqual(['Location: /p/wildcard/tone.mp3']);
});

test('an ad-hoc policy answers a preflight with its own status and lines', async ({ lab }) => {
  const policy = policySegment({
    title: 'odd preflight',
    headers: [['X-Answer', 'yes']],
    preflight: { status: 503, headers: [['X-Preflight', '{origin}']] },
  });
  const answer = await preflight(lab, policy);
  expect(answer.status).toBe(503);
  expect(answer.header('X-Preflight')).toBe(player(lab));
  expect(answer.header('X-Answer')).toBeUndefined();
});

test('OPTIONS that names no method is no preflight', async ({ lab }) => {
  const answer = await ask(lab, '/p/preflight-404/tone.mp3', { method: 'OPTIONS' });
  expect(said(answer)).toEqual([204, '*', undefined]);
});
