import {
  originOf,
  serverNames,
  type Domain,
  type Scheme,
  type ServerName,
} from '../../model/lab/topology/topology';
import type { Lab } from '../../servers/lab';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import type { Answer } from './answer';
import { ask } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';

interface Hop {
  readonly server: ServerName;
  readonly answer: Answer;
}

/** Follows `Location` by hand, to the first answer that has none. */
async function follow(lab: Lab, start: string, scheme: Scheme, domain: Domain): Promise<Hop[]> {
  const hops: Hop[] = [];
  let url = new URL(start, originOf(lab.ports, 'cdn', scheme, domain));
  while (hops.length < 10) {
    const server = serverNames.find((name) => originOf(lab.ports, name, scheme, domain) === url.origin);
    if (!server) throw new Error(`Failed to follow a redirect: no server of the lab is at ${url.href}`);
    const answer = await ask(lab, `${url.pathname}${url.search}`, { server, scheme, domain });
    hops.push({ server, answer });
    const location = answer.header('Location');
    if (location === undefined) return hops;
    expect(location).toMatch(/\?t=abc&x=%20$/);
    url = new URL(location, url);
  }
  throw new Error(`Failed to follow redirects from ${start}: there are more than 10`);
}

const chains: Record<string, readonly (readonly [ServerName, number])[]> = {
  'redirect-same': [
    ['cdn', 302],
    ['cdn', 200],
  ],
  'redirect-to-mirror': [
    ['cdn', 302],
    ['cdn-mirror', 200],
  ],
  'redirect-to-mirror-by-name': [
    ['cdn', 302],
    ['cdn-mirror', 200],
  ],
  'redirect-without-cors': [
    ['cdn', 302],
    ['cdn-mirror', 200],
  ],
  'redirect-to-closed': [
    ['cdn', 302],
    ['cdn-mirror', 200],
  ],
  'redirect-to-player': [
    ['cdn', 307],
    ['player', 200],
  ],
  'redirect-chain': [
    ['cdn', 301],
    ['cdn-mirror', 308],
    ['cdn', 303],
    ['cdn-mirror', 200],
  ],
};

for (const [policy, chain] of Object.entries(chains)) {
  test(`${policy} leads to its end with its query, under either domain and scheme`, async ({ lab }) => {
    for (const [scheme, domain] of [
      ['http', 'test'],
      ['https', 'localhost'],
    ] as const) {
      const hops = await follow(lab, `/p/${policy}/tone.mp3?t=abc&x=%20`, scheme, domain);
      expect(hops.map(({ server, answer }) => [server, answer.status])).toEqual(chain);
      const { server, answer } = hops.at(-1)!;
      expect(answer.body.equals(audioBytes(server, 'tone.mp3'))).toBe(true);
    }
  });
}

test('each hop says of CORS what its own policy says', async ({ lab }) => {
  const hops = await follow(lab, '/p/redirect-without-cors/tone.mp3?t=abc&x=%20', 'http', 'test');
  expect(hops.map(({ answer }) => answer.header('Access-Control-Allow-Origin'))).toEqual([undefined, '*']);
  const closed = await follow(lab, '/p/redirect-to-closed/tone.mp3?t=abc&x=%20', 'http', 'test');
  expect(closed.map(({ answer }) => answer.header('Access-Control-Allow-Origin'))).toEqual(['*', undefined]);
});

test('a redirect within the server is relative, and keeps the file', async ({ lab }) => {
  const answer = await ask(lab, '/p/redirect-same/song.mp3?a=1?b=2');
  expect(answer.linesOf('Location')).toEqual(['Location: /p/wildcard/song.mp3?a=1?b=2']);
});

for (const status of [301, 302, 303, 307, 308] as const) {
  test(`an ad-hoc policy redirects with ${status}, to a policy of its own`, async ({ lab }) => {
    const next = { title: 'the end', status: 418 };
    const policy = policySegment({ title: 'x', redirect: { status, to: 'same-server', policy: next } });
    const answer = await ask(lab, `/p/${policy}/tone.mp3`);
    expect(answer.status).toBe(status);
    expect((await ask(lab, answer.header('Location')!)).status).toBe(418);
  });
}
