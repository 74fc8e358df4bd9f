import type { Domain, Scheme } from '../../model/lab/topology/topology';
import { originOf } from '../../model/lab/topology/topology';
import type { Lab } from '../../servers/lab';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const player = (lab: Lab, scheme: Scheme, domain: Domain) => originOf(lab.ports, 'player', scheme, domain);

for (const domain of ['test', 'localhost'] as const) {
  for (const scheme of ['http', 'https'] as const) {
    test(`the ${scheme} player under ${domain} is on the allowlist under its own domain`, async ({ lab }) => {
      const origin = player(lab, scheme, domain);
      const answer = await ask(lab, '/p/exact/tone.mp3', { domain, headers: [['Origin', origin]] });
      expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual([
        `Access-Control-Allow-Origin: ${origin}`,
      ]);
      expect(answer.header('Vary')).toBe('Origin');
    });
  }
}

for (const domain of ['test', 'localhost'] as const) {
  test(`by IP address the player under ${domain} is on the allowlist, and is who a placeholder names`, async ({
    lab,
  }) => {
    const origin = player(lab, 'http', domain);
    const headers = [
      ['Host', `127.0.0.1:${lab.ports.cdn.http}`],
      ['Origin', origin],
    ] as const;
    for (const policy of ['exact', 'exact-by-hand']) {
      const answer = await ask(lab, `/p/${policy}/tone.mp3`, { headers });
      expect(answer.header('Access-Control-Allow-Origin'), policy).toBe(origin);
    }
    const evil = [headers[0], ['Origin', originOf(lab.ports, 'evil', 'http', domain)]] as const;
    const answer = await ask(lab, '/p/exact/tone.mp3', { headers: evil });
    expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual([]);
  });
}

test('nobody else is on the allowlist, and the answer still varies', async ({ lab }) => {
  const origin = player(lab, 'http', 'test');
  const others = [
    player(lab, 'http', 'localhost'),
    originOf(lab.ports, 'evil', 'http', 'test'),
    originOf(lab.ports, 'neighbour', 'http', 'test'),
    `${origin}/`,
    `${origin}.evil.example`,
    origin.toUpperCase(),
    'null',
    '',
  ];
  for (const other of others) {
    const answer = await ask(lab, '/p/exact/tone.mp3', { headers: [['Origin', other]] });
    expect.soft(answer.status, other).toBe(200);
    expect.soft(answer.linesOf('Access-Control-Allow-Origin'), other).toEqual([]);
    expect.soft(answer.header('Vary'), other).toBe('Origin');
  }
});

test('a wildcard is sent to everyone, and does not vary', async ({ lab }) => {
  for (const origin of ['https://radio.example', 'null']) {
    const answer = await ask(lab, '/p/wildcard/tone.mp3', { headers: [['Origin', origin]] });
    expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual(['Access-Control-Allow-Origin: *']);
    expect(answer.header('Vary')).toBeUndefined();
  }
});

test('any origin that asks is repeated', async ({ lab }) => {
  for (const origin of ['https://radio.example', 'null', 'caf\xe9://<x>']) {
    const answer = await ask(lab, '/p/any-origin/tone.mp3', { headers: [['Origin', origin]] });
    expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual([`Access-Control-Allow-Origin: ${origin}`]);
    expect(answer.header('Vary')).toBe('Origin');
  }
});

test('credentials and exposed headers are said where the policy says them', async ({ lab }) => {
  const origin = player(lab, 'http', 'test');
  const policy = policySegment({
    title: 'exposing',
    cors: { origin: 'allowlist', credentials: true, exposedHeaders: ['Content-Range', 'ETag'] },
  });
  const answer = await ask(lab, `/p/${policy}/tone.mp3`, { headers: [['Origin', origin]] });
  expect(answer.header('Access-Control-Allow-Credentials')).toBe('true');
  expect(answer.header('Access-Control-Expose-Headers')).toBe('Content-Range,ETag');
  const plain = await ask(lab, '/p/exact/tone.mp3', { headers: [['Origin', origin]] });
  expect(plain.header('Access-Control-Allow-Credentials')).toBeUndefined();
  expect(plain.header('Access-Control-Expose-Headers')).toBeUndefined();
});
