import fc, { type Arbitrary } from 'fast-check';
import { policyNames, policyOf } from '../../model/lab/policies';
import type { Policy } from '../../model/lab/policies/policy';

const pick = (...values: string[]): Arbitrary<string> => fc.constantFrom(...values);
const characterOf = (alphabet: string): Arbitrary<string> =>
  fc.nat(alphabet.length - 1).map((at) => alphabet.charAt(at));
const often = (arbitrary: Arbitrary<string>, rare: Arbitrary<string>): Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: rare });
const joined = (...parts: Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

/** Text of any bytes, those that parsers trip over more often. */
const oddText: Arbitrary<string> = fc
  .array(
    fc.oneof(
      characterOf('\0\t\v\f\x1b\x7f\x80\x85\xa0\xff\r\n %"\'\\;:,=?#/<>@[]{}'),
      pick('\r\n', '%00', '%0d%0a', '%ff', '%'),
      fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
      characterOf('aZ09-_.~'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const adHocBases: readonly Policy[] = [
  ...policyNames.map(policyOf),
  {
    title: 'lines',
    headers: [
      ['X-One', '{origin}'],
      ['X-Two', 'caf\xe9'],
      ['Content-Type', 'x'],
    ],
  },
  { title: 'preflight', preflight: { status: 503, headers: [['Vary', '*']] } },
  {
    title: 'cors',
    cors: { origin: 'any', credentials: true, allowedHeaders: ['X'], exposedHeaders: ['Y'], maxAge: 1 },
  },
  { title: 'session', session: { sameSite: null, secure: true, partitioned: true, loggedIn: true } },
  { title: 'redirect', redirect: { status: 308, to: 'same-server', policy: { title: 'end', status: 404 } } },
];

/** Where a value stands: the object or array that holds it, and its key. */
type Place = readonly [holder: Record<string, unknown>, key: string];

const placesIn = (value: unknown): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [
        [value as Record<string, unknown>, key] as const,
        ...placesIn(inner),
      ]);

/** A copy of `policy` in which one value, chosen by `seed`, is another or gone. */
function mutate(policy: Policy, seed: number, value: unknown): unknown {
  const copy = structuredClone(policy);
  const places = placesIn(copy);
  const [holder, key] = places[seed % places.length]!;
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else holder[key] = value;
  return copy;
}

const mutatedPolicy: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...adHocBases),
    fc.nat(),
    fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      oddText,
      fc.constant(undefined),
      fc.integer({ min: -1, max: 700 }),
    ),
    fc.boolean(),
  )
  .map(([policy, seed, value, mutated]) => JSON.stringify(mutated ? mutate(policy, seed, value) : policy));

const adHocSegment = mutatedPolicy.map((json) => `~${Buffer.from(json).toString('base64url')}`);
const adHoc = fc.oneof(
  { weight: 3, arbitrary: adHocSegment },
  { weight: 1, arbitrary: joined(adHocSegment, oddText) },
);

const policy = fc.oneof(
  { weight: 4, arbitrary: pick(...policyNames) },
  { weight: 4, arbitrary: adHoc },
  { weight: 1, arbitrary: oddText },
);
const file = fc.oneof(
  { weight: 6, arbitrary: pick('tone.mp3', 'tone.wav', 'song.mp3', 'tone.m3u8', 'songs', 'login') },
  {
    weight: 2,
    arbitrary: pick('', '..%2f..%2fetc%2fpasswd', '%zz', '%E0%A4%A', 'tone.mp3%00', 'a/b', '..;/'),
  },
  { weight: 1, arbitrary: oddText },
);
const query = fc.oneof(
  { weight: 30, arbitrary: fc.constant('') },
  { weight: 20, arbitrary: pick('?t=fuzz', '?t=a&title=x', '?t=%0d%0aX-Injected:1', '??t=b', '#t') },
  { weight: 10, arbitrary: joined(pick('?'), oddText) },
  { weight: 1, arbitrary: fc.constant(`?${'q'.repeat(9_000)}`) },
);

const cdnPath = joined(pick('/p/'), policy, pick('/'), file);
/** Paths of a CDN. */
export const cdnTargets: Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: joined(cdnPath, query) },
  {
    weight: 3,
    arbitrary: joined(pick('/', '//', '/./', '/p/../', '/ledger/', '/health', '/collect'), file, query),
  },
  {
    weight: 2,
    arbitrary: joined(
      pick('http://', 'https://x:y@', 'ftp://', 'http://['),
      often(pick('cdn.test'), oddText),
      cdnPath,
    ),
  },
  { weight: 1, arbitrary: pick('*', 'cdn.test:443', '', 'tone.mp3', '?', '#') },
  { weight: 1, arbitrary: oddText },
);
/** Paths of a site's own pages. */
export const siteTargets: Arbitrary<string> = joined(
  pick('/lab/'),
  fc.oneof(pick('http', 'sandboxed', 'probe.js', '%zz', '..', '%2e%2e%2f', '__proto__', ''), oddText),
  pick('', '/', '/frame', '/hole', '/../x', '//'),
  fc.oneof(query, joined(pick('?name='), oddText)),
);

const knownHeaders: Readonly<Record<string, Arbitrary<string>>> = {
  Range: pick(
    'bytes=0-9',
    'bytes=-5',
    'bytes=99999999-',
    'bytes=',
    'bytes=5-3',
    'bytes=0-1,2-3',
    'x=1-2',
    `bytes=${'0-1,'.repeat(500)}`,
  ),
  'If-Range': pick('"x"', 'W/"x"', 'Thu, 01 Jan 1970 00:00:00 GMT', 'x', '"'),
  'If-None-Match': pick('*', '"x"', 'W/"x", "y"', ',', '"'),
  'If-Modified-Since': pick('Thu, 01 Jan 2099 00:00:00 GMT', 'yesterday', '0'),
  Origin: pick('http://player.test:8100', 'null', '', 'http://{player}', '$&'),
  Cookie: pick('session=listener', 'session=%zz', ';=;=', '__proto__=x; session=listener'),
  Authorization: pick('Bearer x', ''),
  'Access-Control-Request-Method': pick('GET', 'PUT', ''),
  'Access-Control-Request-Headers': pick('authorization', 'range, x', ',,,'),
  'Access-Control-Request-Private-Network': pick('true'),
  'Content-Length': pick('0', '5', '99999', '-1', '1e3', '00000', '5, 5'),
  'Transfer-Encoding': pick('chunked', 'gzip, chunked', 'identity', 'chunked, chunked'),
  'Content-Type': pick('application/json', 'text/plain; charset="', 'x'),
  'Content-Encoding': pick('gzip', 'x'),
  Connection: pick('close', 'keep-alive', 'upgrade', 'x, close'),
  Upgrade: pick('websocket', 'h2c'),
  Expect: pick('100-continue', 'x'),
  'X-Forwarded-Proto': pick('https'),
  Big: fc.constant('y'.repeat(33_000)),
};
const headerLine = fc.oneof(
  {
    weight: 12,
    arbitrary: pick(...Object.keys(knownHeaders)).chain((name) =>
      often(knownHeaders[name]!, oddText).map((value) => `${name}: ${value}`),
    ),
  },
  { weight: 1, arbitrary: joined(oddText, pick(':', ': ', ' : ', ''), oddText) },
);
const hostLines = (name: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: pick(`Host: ${name}.test:8110`, `Host: ${name}.localhost`) },
    { weight: 4, arbitrary: pick('Host: 127.0.0.1:1', 'Host: localhost', 'Host: radio.example') },
    { weight: 1, arbitrary: joined(pick('Host: '), oddText) },
    { weight: 1, arbitrary: pick('X: y', 'Host: a\r\nHost: b', 'Host: [::1]:80', 'Host: me@cdn.test') },
  );

const method = often(
  pick('GET', 'GET', 'HEAD', 'OPTIONS'),
  fc.oneof(pick('POST', 'PUT', 'CONNECT', 'TRACE', 'BREW', 'get', ''), oddText),
);
const version = fc.oneof(
  { weight: 20, arbitrary: pick('HTTP/1.1') },
  { weight: 1, arbitrary: pick('HTTP/1.0', 'HTTP/9.9', 'HTTP/1.1 x', '') },
);
const lineBreak = fc.oneof(
  { weight: 30, arbitrary: pick('\r\n') },
  { weight: 1, arbitrary: pick('\n', '\r', '\r\n ') },
);

const oneRequest = (targets: Arbitrary<string>, host: string): Arbitrary<string> =>
  fc
    .tuple(
      method,
      targets,
      version,
      hostLines(host),
      fc.array(headerLine, { maxLength: 4 }),
      lineBreak,
      often(fc.constant(''), oddText),
    )
    .map(([verb, target, http, name, headers, end, body]) =>
      [`${verb} ${target} ${http}`, name, ...headers, '', body].join(end),
    );

/** Requests for `targets` of a server whose name is `host` under each domain, as bytes in latin1: most have a fault or two; some are cut off, or come one upon another. */
export function malformedRequests(targets: Arbitrary<string>, host: string): Arbitrary<string> {
  const request = oneRequest(targets, host);
  return fc.oneof(
    { weight: 14, arbitrary: request },
    {
      weight: 2,
      arbitrary: fc.tuple(request, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    },
    { weight: 2, arbitrary: joined(request, oddText, request) },
    { weight: 1, arbitrary: fc.oneof(oddText, joined(pick('\x16\x03\x01', '\x80\x2e\x01'), oddText)) },
  );
}

/** The 5xx statuses that the policies in a request ask for. */
export function askedFailures(request: string): Set<number> {
  const named = policyNames
    .filter((name) => request.includes(`/${name}/`))
    .flatMap((name) => [policyOf(name).status, policyOf(name).preflight?.status]);
  const adHocs = [...request.matchAll(/~([\w-]+)/g)].map(([, text]) =>
    Buffer.from(text!, 'base64url').toString(),
  );
  const own = adHocs.flatMap((json) =>
    [...json.matchAll(/"status":(\d{3})\b/g)].map(([, status]) => Number(status)),
  );
  return new Set([...named, ...own].filter((status) => status !== undefined && status >= 500) as number[]);
}
