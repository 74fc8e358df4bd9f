import fc from 'fast-check';
import { serverSpec, type ServerName } from '../../model/topology';
import { ask } from './ask';
import { audioBytes } from './audio-bytes';
import { expect, test } from './lab-fixture';
import { askedFailures, cdnTargets, malformedRequests, siteTargets } from './malformed-requests';
import { openSockets } from './open-sockets';
import { pokeAll, type Poked } from './poke';

const seed = Number(process.env.EARSHOT_SEED ?? 20_260_729);
const statusLine = /HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n/g;
const statuses = ({ received }: Poked): number[] =>
  [...received.matchAll(statusLine)].map(([, status]) => Number(status));

/** What is wrong with an answer; null where nothing is. */
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

const runs: readonly (readonly [ServerName, number, typeof cdnTargets, readonly number[]])[] = [
  ['cdn', 10_000, cdnTargets, allKinds],
  ['cdn-open', 1_000, cdnTargets, [200, 400, 404]],
  ['player', 1_000, siteTargets, [200, 400, 404]],
];

for (const [server, count, targets, kinds] of runs) {
  test(`${count} malformed requests leave the server "${server}" answering`, async ({ lab }, {
    annotations,
  }) => {
    annotations.push({ type: 'seed', description: `EARSHOT_SEED=${seed}` });
    const requests = fc.sample(malformedRequests(targets, serverSpec(server).hosts[0]), {
      seed,
      numRuns: count,
    });
    const before = openSockets();
    const answers = await pokeAll(lab.ports[server].http, requests);

    const faults = answers.flatMap((poked) => {
      const fault = faultOf(poked);
      return fault === null
        ? []
        : [{ fault, sent: poked.sent.slice(0, 2_000), got: poked.received.slice(0, 300) }];
    });
    expect(faults.slice(0, 5), `${faults.length} faults with EARSHOT_SEED=${seed}`).toEqual([]);

    const seen = new Set(answers.flatMap(statuses));
    expect(
      kinds.filter((kind) => !seen.has(kind)),
      'answers that never came',
    ).toEqual([]);

    expect(((await ask(lab, '/health', { server })).json() as { status: string }).status).toBe('ok');
    const load = await ask(lab, '/p/wildcard/tone.mp3', { server });
    expect(load.body.equals(audioBytes(server, 'tone.mp3'))).toBe(true);
    await expect.poll(openSockets, { message: 'sockets are left open' }).toBe(before);
  });
}
