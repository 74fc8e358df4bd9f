import { connect } from 'node:net';
import { pino } from 'pino';
import { portsFrom } from '../../model/lab/topology/topology';
import { createCdn } from '../../servers/cdn/create-cdn';
import { createLedger } from '../../servers/cdn/ledger';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { ask } from './ask';
import { usedBytes } from './collect-garbage';
import { exchange } from './exchange';
import { expect, test } from './lab-fixture';
import { readLedger } from './read-ledger';
import { expectRefusal } from './refusal';

/** Requests on one connection: no more than a busy machine answers before it seems silent. */
const burst = 50;
const end = 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n';

test('requests of 8 kB leave a ledger within its bytes, and memory flat', async () => {
  test.setTimeout(180_000);
  const ledger = createLedger('cdn', { bytes: 500_000 });
  const app = createCdn({ server: 'cdn', ports: portsFrom(0), log: pino({ level: 'silent' }), ledger });
  const certificates = await loadCertificates(defaultTlsFolder);
  const listener = await listen({ app, address: '127.0.0.1', port: 0, schemes: ['http'], certificates });
  const large = (token: string) =>
    `HEAD /?x=${'x'.repeat(4_000)}&t=${token} HTTP/1.1\r\nHost: cdn.test\r\nCookie: ${'c'.repeat(4_000)}\r\n\r\n`;
  let sent = 0;
  const send = async (count: number) => {
    for (const last = sent + count; sent < last; sent += burst) {
      const requests = Array.from({ length: burst }, (_, i) => large(`token-${sent + i}`));
      await exchange(listener, requests.join('') + end);
    }
    return usedBytes();
  };
  try {
    for (let warmUp = 0; warmUp < 2; warmUp++) await send(300);
    const before = [await send(300), await send(300)];
    expect(ledger.bytes).toBeGreaterThan(480_000);
    const after = [];
    for (let round = 0; round < 6; round++) {
      after.push(await send(300));
      expect(ledger.bytes).toBeLessThanOrEqual(500_000);
    }
    // One sample may have 4 MB more or less, of what Node keeps for a moment. What stays is in each sample: between
    // the last of `before` and the first of these three lie 1,200 requests, 9.6 MB.
    expect(Math.min(...after.slice(3)) - Math.max(...before)).toBeLessThan(3_000_000);
    expect(ledger.lost(['token-0', `token-${sent - 1}`])).toEqual(['token-0']);
  } finally {
    await listener.close();
  }
});

test('a few answers that repeat an origin again and again leave memory flat', async ({ lab }) => {
  const headers = Array.from({ length: 2 }, () => ['X', '{origin}'.repeat(240)] as const);
  const path = `/p/${policySegment({ title: 'many', headers })}/tone.mp3`;
  const origin = ['Origin', 'o'.repeat(8_000)] as const;
  const tell = (i: number) => ask(lab, `${path}?t=origin-${i}`, { headers: [origin] });
  await tell(0);
  const before = usedBytes();
  for (let i = 1; i < 20; i++) expect((await tell(i)).status).toBe(431);
  expect(usedBytes() - before).toBeLessThan(4_000_000);
});

test('the same token ten thousand times over is answered once', async ({ lab }) => {
  await ask(lab, '/tone.mp3?t=once', { method: 'HEAD' });
  const { exchanges, lost } = await readLedger(lab, Array<string>(10_000).fill('once'));
  expect([exchanges.length, lost]).toEqual([1, []]);
});

test('an answer of many exchanges is whole', async ({ lab }) => {
  const heads = Array.from(
    { length: 500 },
    (_, i) => `HEAD /?t=many-${i} HTTP/1.1\r\nHost: cdn-open.test\r\n\r\n`,
  );
  for (let at = 0; at < heads.length; at += burst)
    await exchange({ port: lab.ports['cdn-open'].http }, heads.slice(at, at + burst).join('') + end);
  const tokens = heads.map((_, i) => `many-${i}`);
  const { exchanges } = await readLedger(lab, tokens, 'cdn-open');
  expect(exchanges.map(({ token }) => token)).toEqual(tokens);
});

const post = { method: 'POST', headers: [['Content-Type', 'application/json']] } as const;

test('what is collected is bounded: a promise of more is a 413, and so is more', async ({ lab }) => {
  expect((await ask(lab, '/collect', { method: 'POST', body: 'x'.repeat(1_000_000) })).status).toBe(204);
  const promise = { ...post, headers: [['Content-Length', '1000001']] } as const;
  expectRefusal(await ask(lab, '/collect', promise), 413, 'body');
  const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`;
  const chunked = { ...post, headers: [['Transfer-Encoding', 'chunked']] } as const;
  const { bytes } = await exchange(
    { port: lab.ports.cdn.http },
    `POST /collect HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n${chunked.headers[0].join(': ')}\r\n\r\n${chunk.repeat(11)}0\r\n\r\n`,
  );
  expect(bytes.toString()).toContain('HTTP/1.1 413 ');
});

test('no more than 32 questions of many tokens are held at once: another is a 503 that says when to ask again', async ({
  lab,
}) => {
  const begun =
    'POST /ledger HTTP/1.1\r\nHost: cdn-mirror.test\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
  const open = Array.from({ length: 32 }, () => {
    const socket = connect(lab.ports['cdn-mirror'].http, '127.0.0.1').on('error', () => undefined);
    socket.write(begun);
    return socket;
  });
  const question = { ...post, server: 'cdn-mirror', body: '{"tokens":[]}' } as const;
  const status = async () => (await ask(lab, '/ledger', question)).status;
  await expect.poll(status).toBe(503);
  const refused = await ask(lab, '/ledger', question);
  expectRefusal(refused, 503, 'url');
  expect(refused.header('Retry-After')).toBe('1');
  for (const socket of open) socket.destroy();
  await expect.poll(status).toBe(200);
});
