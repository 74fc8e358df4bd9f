import type { HeaderLine } from '../../model/http/headers';
import { originOf, type Domain, type Ports } from '../../model/lab/topology/topology';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const player = (ports: Ports, domain: Domain = 'test') => originOf(ports, 'player', 'http', domain);
const playerHttps = (ports: Ports, domain: Domain = 'test') => originOf(ports, 'player', 'https', domain);
const playerHost = (ports: Ports) => player(ports).replace('http://', '');

/** The values of `Access-Control-Allow-Origin` that a policy sends by hand, byte for byte. */
const byHand: Record<string, (ports: Ports) => string[]> = {
  none: () => [],
  'exact-by-hand': (ports) => [player(ports)],
  'other-origin': () => ['https://radio.example'],
  'other-scheme': (ports) => [playerHttps(ports)],
  'no-port': () => ['http://player.test'],
  empty: () => [''],
  null: () => ['null'],
  'two-lines': (ports) => [player(ports), '*'],
  'two-same-lines': (ports) => [player(ports), player(ports)],
  list: (ports) => [`${player(ports)}, https://radio.example`],
  'space-list': (ports) => [`${player(ports)} https://radio.example`],
  'trailing-slash': (ports) => [`${player(ports)}/`],
  'upper-case': (ports) => [`HTTP://${playerHost(ports)}`],
  'malformed-scheme': (ports) => [`http//${playerHost(ports)}`],
  'host-only': (ports) => [playerHost(ports)],
  'subdomain-wildcard': () => ['http://*.test'],
  'ftp-origin': (ports) => [`ftp://${playerHost(ports)}`],
  'padded-wildcard': () => [' \t* '],
  'wildcard-credentials': () => ['*'],
  'null-credentials': () => ['null'],
  'corp-same-origin': () => [],
};

for (const [policy, values] of Object.entries(byHand)) {
  test(`${policy} sends its Allow-Origin lines byte for byte`, async ({ lab }) => {
    const answer = await ask(lab, `/p/${policy}/tone.mp3`, { headers: [['Origin', player(lab.ports)]] });
    const lines = values(lab.ports).map((value) => `Access-Control-Allow-Origin: ${value}`);
    expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual(lines);
    expect(answer.header('Vary')).toBeUndefined();
  });
}

test('the own policy of a server sends what it sends by its name', async ({ lab }) => {
  for (const path of ['/tone.mp3', '/p/two-lines/tone.mp3']) {
    const answer = await ask(lab, path, { server: 'cdn-misconfigured' });
    expect.soft(answer.linesOf('Access-Control-Allow-Origin')).toHaveLength(2);
  }
});

const policyWith = (...headers: HeaderLine[]) => policySegment({ title: 'by hand', headers });

test('lines of an ad-hoc policy keep case, order, blanks and bytes above ASCII', async ({ lab }) => {
  const lines: HeaderLine[] = [
    ['X-oNe', 'b'],
    ['X-oNe', 'a'],
    ['X-Two', '  spaced\t out  '],
    ['X-Three', 'caf\xe9 \x80\xff'],
    ['X-Four', ''],
    ['X-Five', '"quo\\ted", \'a\'; b=<c>'],
  ];
  const answer = await ask(lab, `/p/${policyWith(...lines)}/tone.mp3`);
  expect(answer.lines.filter((line) => line.startsWith('X-'))).toEqual(lines.map((line) => line.join(': ')));
});

test('lines of one name in several spellings are all sent, in order', async ({ lab }) => {
  const policy = policyWith(['X-Twice', '1'], ['X-Other', '2'], ['x-twice', '3']);
  const answer = await ask(lab, `/p/${policy}/tone.mp3`);
  expect(answer.header('X-Twice')).toBe('1, 3');
  expect(answer.linesOf('X-Twice')).toHaveLength(2);
});

test('what the cors package says and what is set by hand are both sent, as application and proxy do', async ({
  lab,
}) => {
  const policy = policySegment({
    title: 'application and proxy',
    cors: { origin: '*' },
    headers: [['Access-Control-Allow-Origin', '{player}']],
  });
  const both = ['Access-Control-Allow-Origin: *', `Access-Control-Allow-Origin: ${player(lab.ports)}`];
  for (const method of ['GET', 'OPTIONS']) {
    const answer = await ask(lab, `/p/${policy}/tone.mp3`, { method });
    expect.soft(answer.linesOf('Access-Control-Allow-Origin')).toEqual(both);
  }
});

test('lines set by hand are on errors too', async ({ lab }) => {
  const policy = policyWith(['Access-Control-Allow-Origin', '*']);
  for (const [path, status] of [
    ['nothing.mp3', 404],
    ['far/too/deep', 404],
  ] as const) {
    const answer = await ask(lab, `/p/${policy}/${path}`, { server: 'cdn-open' });
    expect.soft(answer.status).toBe(status);
    expect.soft(answer.linesOf('Access-Control-Allow-Origin')).toEqual(['Access-Control-Allow-Origin: *']);
  }
});

for (const domain of ['test', 'localhost'] as const) {
  test(`placeholders follow the domain asked: ${domain}`, async ({ lab }) => {
    const { http } = lab.ports.player;
    const policy = policyWith(['X-Places', '{player} {player-https} {player-host} {origin} {player} {else}']);
    const answer = await ask(lab, `/p/${policy}/tone.mp3`, { domain, headers: [['Origin', 'o{player}$&']] });
    const [a, b] = [player(lab.ports, domain), playerHttps(lab.ports, domain)];
    expect(answer.linesOf('X-Places')).toEqual([
      `X-Places: ${a} ${b} player.${domain}:${http} o{player}$& ${a} {else}`,
    ]);
  });
}

const hosts = [
  ['CDN.LOCALHOST', 'localhost'],
  ['cdn.Test', 'test'],
  ['127.0.0.1', 'test'],
] as const;
for (const [host, domain] of hosts) {
  test(`${host} stands under ${domain}`, async ({ lab }) => {
    const headers: HeaderLine[] = [['Host', `${host}:${lab.ports.cdn.http}`]];
    const answer = await ask(lab, '/p/exact-by-hand/tone.mp3', { headers });
    expect(answer.header('Access-Control-Allow-Origin')).toBe(player(lab.ports, domain));
  });
}

test('{origin} is empty if no Origin is sent', async ({ lab }) => {
  const answer = await ask(lab, '/p/immutable/tone.mp3');
  expect(answer.linesOf('Access-Control-Allow-Origin')).toEqual(['Access-Control-Allow-Origin: ']);
});

const fixed = [
  ['corp-same-origin', 'Cross-Origin-Resource-Policy', 'same-origin'],
  ['corp-same-site', 'Cross-Origin-Resource-Policy', 'same-site'],
  ['corp-cross-origin', 'Cross-Origin-Resource-Policy', 'cross-origin'],
  ['timing-allowed', 'Timing-Allow-Origin', '*'],
  ['immutable', 'Cache-Control', 'public, max-age=31536000, immutable'],
  ['immutable', 'Vary', undefined],
  ['immutable-vary', 'Cache-Control', 'public, max-age=31536000, immutable'],
  ['immutable-vary', 'Vary', 'Origin'],
  ['wildcard', 'Cache-Control', 'no-cache'],
  ['wildcard', 'Cross-Origin-Resource-Policy', undefined],
  ['wildcard', 'Timing-Allow-Origin', undefined],
  ['wildcard', 'X-Powered-By', undefined],
  ['credentials-capital', 'Access-Control-Allow-Credentials', 'True'],
  ['wildcard-credentials', 'Access-Control-Allow-Credentials', 'true'],
] as const;
for (const [policy, name, value] of fixed) {
  test(`${policy} says ${value ?? 'nothing'} in ${name}`, async ({ lab }) => {
    expect((await ask(lab, `/p/${policy}/tone.mp3`)).header(name)).toBe(value);
  });
}
