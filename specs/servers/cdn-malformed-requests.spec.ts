import fc from 'fast-check';
import { serverSpec, type ServerName } from '../../model/lab/topology/topology';
import { ask } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';
import { askedFailures, cdnTargets, malformedRequests, siteTargets } from './malformed-requests';
import { usedBytes } from './collect-garbage';
import { openSockets } from './open-sockets';
import { pokeAll, type Poked } from './poke';

const seed = Number(process.env.EARSHOT_SEED ?? 20_260_729);
const statusLine = /HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n/g;
const statuses = ({ received }: Poked): number[] =>
  [...received.matchAll(statusLine)].map(([, status]) => Number(status));

/** What is wrong with an answer; null if nothing is. */
function faultOf(poked: Poked): string | null {
  if (poked.hung) return 'the connection stayed open';
  const asked = askedFailures(poked.sent);
  const failures = statuses(poked).filter((status) => status >= 500 && !asked.has(status));
  if (failures.length > 0) return `an unasked ${failures.join(', ')}`;
  const [head = '', body = ''] = poked.received.split('\r\n\r\n', 2);
  // After the headers of an answer to HEAD, the next answer may follow.
  if (/^HTTP\/1\.1 [45]/.test(head) && !/^$|^HTTP\/1\.1 |^\{"error":\{"at":"/.test(body))
    return 'an error that is not JSON';
  return null;
}

/** Answers that a run is sure to get while its requests are of use: they get past the parser, each another way. */
const allKinds = [200, 204, 206, 302, 304, 400, 401, 404, 405, 414, 417, 421, 431];

/** Of requests for a CDN; EARSHOT_REQUESTS=100000 sends more of them. */
const most = Number(process.env.EARSHOT_REQUESTS ?? 10_000);
/** Requests that are made and sent at a time, so that those of a long run need no more memory. */
const batchSize = 1_000;

const runs: readonly (readonly [ServerName, number, typeof cdnTargets, readonly number[]])[] = [
  ['cdn', most, cdnTargets, allKinds],
  ['cdn-open', 1_000, cdnTargets, [200, 400, 404]],
  ['player', 1_000, siteTargets, [200, 400, 404]],
];

interface Fault {
  readonly fault: string;
  readonly sent: string;
  readonly got: string;
}

for (const [server, count, targets, kinds] of runs) {
  test(`${count} malformed requests leave the server "${server}" answering, and its memory flat`, async ({
    lab,
  }, { annotations }) => {
    test.setTimeout(60_000 + 30 * count);
    annotations.push({ type: 'seed', description: `EARSHOT_SEED=${seed}` });
    const before = openSockets();
    const faults: Fault[] = [];
    const seen = new Map<number, number>();
    const used: number[] = [];
    for (let sent = 0; sent < count; sent += batchSize) {
      const numRuns = Math.min(batchSize, count - sent);
      const requests = fc.sample(malformedRequests(targets, serverSpec(server).hosts[0]), {
        seed: seed + sent,
        numRuns,
      });
      for (const poked of await pokeAll(lab.ports[server].http, requests)) {
        const fault = faultOf(poked);
        if (fault !== null)
          faults.push({ fault, sent: poked.sent.slice(0, 2_000), got: poked.received.slice(0, 300) });
        for (const status of statuses(poked)) seen.set(status, (seen.get(status) ?? 0) + 1);
      }
      used.push(usedBytes());
    }
    expect(faults.slice(0, 5), `${faults.length} faults with EARSHOT_SEED=${seed}`).toEqual([]);

    const counts = [...seen].sort().map(([status, times]) => `${status}: ${times}`);
    annotations.push({ type: 'answers', description: counts.join(', ') });
    expect(
      kinds.filter((kind) => !seen.has(kind)),
      'answers that never came',
    ).toEqual([]);

    expect(((await ask(lab, '/health', { server })).json() as { status: string }).status).toBe('ok');
    const load = await ask(lab, '/p/wildcard/tone.mp3', { server });
    expect(load.body.equals(audioBytes(server, 'tone.mp3'))).toBe(true);
    await expect.poll(openSockets, { message: 'sockets are left open' }).toBe(before);

    const megabytes = used.map((bytes) => (bytes / 1e6).toFixed(1));
    annotations.push({ type: 'megabytes after each 1,000', description: megabytes.join(' ') });
    // The first of them fill what is kept in any case; both ends are in this process.
    const [warm = 0] = used.slice(Math.min(2, used.length - 1));
    expect(used.at(-1)! - warm).toBeLessThan(16_000_000);
  });
}
