import { policyNames, policyOf } from '../../model/lab/policies';
import type { Policy } from '../../model/lab/policies/policy';
import type { HeaderLine } from '../../model/http/headers';
import { policyFromSegment, policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const refused = [
  ['Location', 'https://phish.example/', 'redirect'],
  ['rEFRESH', '0;url=https://phish.example/', 'redirect'],
  ['Set-Cookie', 'sid=attacker; Path=/', 'session'],
  ['set-cookie2', 'sid=attacker', 'session'],
  ['Clear-Site-Data', '"*"', 'other apps'],
  ['Strict-Transport-Security', 'max-age=31536000', 'other apps'],
  ['Secure-Session-Registration', '(ES256);path="x"', 'other apps'],
  ['Sec-Session-Registration', '(ES256);path="x"', 'other apps'],
  ['Alt-Svc', 'h2="phish.example:443"', 'after the lab'],
  ['NEL', '{"report_to":"x","max_age":1}', 'after the lab'],
  ['Report-To', '{"group":"x","max_age":1,"endpoints":[]}', 'after the lab'],
] as const;

const line = (name: string, value: string): readonly HeaderLine[] => [
  ['X-Good', 'fine'],
  [name, value],
];
const redirectTo = (policy: Policy): Policy => ({
  title: 'x',
  redirect: { status: 302, to: 'same-server', policy },
});
const places: readonly (readonly [at: string, make: (lines: readonly HeaderLine[]) => Policy])[] = [
  ['policy.headers[1][0]', (headers) => ({ title: 'x', headers })],
  ['policy.headersWithOrigin[1][0]', (headersWithOrigin) => ({ title: 'x', headersWithOrigin })],
  ['policy.preflight.headers[1][0]', (headers) => ({ title: 'x', preflight: { status: 204, headers } })],
  ['policy.redirect.policy.headers[1][0]', (headers) => redirectTo({ title: 'x', headers })],
  [
    'policy.hls.key.policy.headers[1][0]',
    (headers) => ({ title: 'x', hls: { key: { to: 'cdn', policy: { title: 'x', headers } } } }),
  ],
];

for (const [name, value, words] of refused) {
  test(`an ad-hoc policy may not send ${name}, under any name of its server`, async ({ lab }) => {
    for (const [at, make] of places) {
      if (name === 'Location' && at.includes('preflight')) continue;
      for (const host of ['cdn.test', 'cdn.localhost', 'localhost', '127.0.0.1']) {
        const path = `/p/${policySegment(make(line(name, value)))}/tone.mp3`;
        const answer = await ask(lab, path, { headers: [['Host', host]] });
        const error = expectRefusal(answer, 400, at);
        expect.soft(error.value).toBe(name);
        expect.soft(error.message).toContain(words);
        expect.soft(answer.header(name)).toBeUndefined();
      }
    }
  });
}

test('a preflight may redirect, since no browser follows it there', async ({ lab }) => {
  const policy = {
    title: 'x',
    preflight: { status: 307, headers: line('Location', '/p/wildcard/tone.mp3') },
  };
  const path = `/p/${policySegment(policy)}/tone.mp3`;
  const preflight = await ask(lab, path, {
    method: 'OPTIONS',
    headers: [['Access-Control-Request-Method', 'GET']],
  });
  expect(preflight.header('Location')).toBe('/p/wildcard/tone.mp3');
  const answer = await ask(lab, path);
  expect(answer.status).toBe(200);
  expect(answer.header('Location')).toBeUndefined();
});

test('headers that reach no further than their answer may be sent', async ({ lab }) => {
  const lines: readonly HeaderLine[] = [
    ['Link', '<https://radio.example/x>; rel=preload; as=fetch'],
    ['Content-Location', 'https://radio.example/'],
    ['Service-Worker-Allowed', '/'],
    ['Reporting-Endpoints', 'x="https://radio.example/"'],
  ];
  const answer = await ask(lab, `/p/${policySegment({ title: 'x', headers: lines })}/tone.mp3`);
  expect(answer.status).toBe(200);
  for (const [name, value] of lines) expect.soft(answer.header(name)).toBe(value);
});

test('every named policy may be asked as an ad-hoc one, as fixes are', () => {
  for (const policy of policyNames.map(policyOf))
    expect.soft(policyFromSegment(policySegment(policy))).toEqual(policy);
});
