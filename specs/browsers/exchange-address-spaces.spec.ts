import { predictAs } from '../../model/judge/predict-as';
import { playExchanges } from '../../runner/exchange/play-exchanges';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { expect, test } from '../support';

const star = [['Access-Control-Allow-Origin', '*']] as const;

const caseOf = (
  id: string,
  url: string,
  permissions: readonly string[],
  addressSpace?: string,
  request: object = { mode: 'cors', credentials: 'omit' },
) => ({
  id,
  page: { origin: 'https://app.test:8444', addressSpace: 'public', permissions },
  request: { url_origin: url, path: '/song', ...request },
  responses: [{ for: 'actual', status: 200, headers: star, addressSpace }],
});

const element = { destination: 'audio', crossorigin: 'anonymous' };
const loopback = ['loopback-network'];
const local = ['local-network'];

/** What a person permits for one address space is none for the other. */
const everywhere = [
  caseOf('machine', 'http://127.0.0.1:8088', loopback),
  caseOf('machine, by an element', 'http://127.0.0.1:8095', loopback, undefined, element),
  caseOf('name on the machine', 'https://cdn.test:8089', loopback, 'loopback'),
  caseOf('name in the network', 'https://cdn.test:8090', local, 'local'),
  caseOf('machine, permitted for the network', 'https://cdn.test:8091', local, 'loopback'),
  caseOf('network, permitted for the machine', 'https://cdn.test:8092', loopback, 'local'),
  caseOf(
    'network, by an element, permitted for the machine',
    'https://cdn.test:8093',
    loopback,
    'local',
    element,
  ),
  caseOf('both', 'https://cdn.test:8094', [...loopback, ...local], 'local'),
  caseOf('neither', 'https://cdn.test:8096', [], 'local'),
];

/** Firefox is led to no other address than 127.0.0.1 but by a proxy. */
const inChromium = [
  caseOf('address of the network', 'http://10.1.2.3:8086', local),
  caseOf('address of the network, permitted for the machine', 'http://10.1.2.3:8087', loopback),
  caseOf('IPv6 of the machine', 'http://[::1]:8084', loopback),
  caseOf('IPv6 of the machine, not permitted', 'http://[::1]:8085', []),
  { ...caseOf('page at a public address', 'http://10.1.2.4:8097', []), page: { origin: 'https://8.8.8.8' } },
];

test('what a page may ask in each address space comes as predicted', async ({ engine }) => {
  test.skip(engine === 'webkit', 'WebKitGTK cannot be told that a page is at a public address');
  const file = JSON.stringify([...everywhere, ...(engine === 'chromium' ? inChromium : [])]);
  const cases = parseExchangeFile(file, 'a file');
  const played = await playExchanges(cases, { engine });
  expect(played.map(({ id, outcome, originHeader }) => [id, outcome, originHeader])).toEqual(
    cases.map((each) => {
      const { outcome, originHeader } = predictAs(engine, each);
      return [each.id, outcome, originHeader];
    }),
  );
  expect(new Set(played.map(({ outcome }) => outcome))).toEqual(new Set(['readable', 'blocked']));
});
