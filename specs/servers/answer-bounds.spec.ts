import { policyNames, policyOf } from '../../model/lab/policies';
import { predictAnswer } from '../../model/lab/policies/predict-answer';
import { filledLines, lineTooLong } from '../../model/lab/policies/header-lines';
import type { Policy } from '../../model/lab/policies/policy';
import type { HeaderLine } from '../../model/http/headers';
import { domains, originOf, schemes, serverNames } from '../../model/lab/topology/topology';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const byHand = (...headers: HeaderLine[]): Policy => ({ title: 'by hand', headers });
const originOfLength = (length: number): string => `http://${'o'.repeat(length - 7)}`;
const times = (text: string, count: number): string => text.repeat(count);

const tooLong: readonly (readonly [title: string, policy: Policy, origin: string])[] = [
  ['one line that repeats the origin', byHand(['X-One', times('{origin}', 240)]), originOfLength(300)],
  [
    'lines that are too long together',
    byHand(...Array.from({ length: 12 }, (_, i): HeaderLine => [`X-${i}`, times('{origin}', 20)])),
    originOfLength(100),
  ],
  [
    'lines for requests with an origin',
    { title: 'x', headersWithOrigin: [['X-One', times('{origin}', 240)]] },
    originOfLength(300),
  ],
  [
    'lines of a preflight',
    { title: 'x', preflight: { status: 204, headers: [['X-One', times('{origin}', 240)]] } },
    originOfLength(300),
  ],
];

for (const [title, policy, origin] of tooLong) {
  test(`${title}: a 431 that names the line and has none of them, as the oracle says`, async ({ lab }) => {
    const isPreflight = policy.preflight !== undefined;
    const headers: HeaderLine[] = [['Origin', origin]];
    if (isPreflight) headers.push(['Access-Control-Request-Method', 'GET']);
    const method = isPreflight ? 'OPTIONS' : 'GET';
    const path = `/p/${policySegment(policy)}/tone.mp3`;
    const answer = await ask(lab, path, { method, headers });
    const named = answer.json() as { error: { at: string } };
    expectRefusal(answer, 431, named.error.at);
    expect(named.error.at).toMatch(/^X-/);
    expect(answer.lines.filter((line) => line.startsWith('X-'))).toEqual([]);
    expect(answer.body.length).toBeLessThan(1_000);

    const asked = {
      isPreflight,
      isHead: false,
      origin,
      headers: [],
      hasSession: false,
      hasRange: false,
      validates: false,
    };
    const surroundings = { domain: 'test', ports: lab.ports } as const;
    const predicted = predictAnswer(policy, { ...asked, file: 'tone.mp3' }, surroundings, null);
    expect(predicted?.status).toBe(431);
  });
}

test('the sibling whose origin is short is answered with all its lines', async ({ lab }) => {
  for (const [, policy] of tooLong.filter(([, each]) => each.headers)) {
    const headers = [['Origin', 'http://o.test']] as const;
    const answer = await ask(lab, `/p/${policySegment(policy)}/tone.mp3`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.lines.filter((line) => line.startsWith('X-'))).toHaveLength(policy.headers!.length);
  }
});

test('what an answer may repeat of a request is bounded: a 431 names it', async ({ lab }) => {
  for (const name of ['Origin', 'Access-Control-Request-Headers']) {
    const method = 'OPTIONS';
    const asks = [['Access-Control-Request-Method', 'GET']] as const;
    const question = (length: number) => ({
      method,
      headers: [...asks, [name, 'x'.repeat(length)] as const],
    });
    expectRefusal(await ask(lab, '/p/any-origin/tone.mp3', question(8_193)), 431, name);
    expect((await ask(lab, '/p/wildcard/tone.mp3', question(8_192))).status).toBe(204);
  }
});

test('no policy of the lab gets too long under any origin of the lab', ({ lab }) => {
  const tooLong: string[] = [];
  for (const domain of domains) {
    const origins = serverNames.flatMap((server) =>
      schemes.map((scheme) => originOf(lab.ports, server, scheme, domain)),
    );
    for (const name of policyNames) {
      for (const isPreflight of [true, false]) {
        for (const origin of [...origins, `https://${'x'.repeat(253)}:65535`]) {
          const lines = filledLines(policyOf(name), { isPreflight, origin }, { domain, ports: lab.ports });
          if (lineTooLong(lines) !== undefined) tooLong.push(`${name} under ${origin}`);
        }
      }
    }
  }
  expect(tooLong).toEqual([]);
});
