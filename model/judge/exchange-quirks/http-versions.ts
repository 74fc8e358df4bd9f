import type { HeaderLine } from '../../http/headers';
import { connectionLine } from '../../standards/http2-message';
import { withAnswers } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import type { ExchangeQuirk } from './exchange-quirk';

const chromiumSeen = ['156.0.8078.114'];
const firefoxSeen = ['153.8.0'];
const app = 'https://app.test';

type Example = Omit<ExchangeCase, 'id'>;

const overHttp2 = (request: Partial<ExchangeCase['request']>, ...responses: NamedAnswer[]): Example => ({
  ...asksCdn(app, { url_origin: 'https://cdn.test', ...request }, ...responses),
  http: '2',
});

// eslint-disable-next-line no-control-regex -- which Chromium refuses
const control = /[\x00-\x08\x0a-\x1f\x7f]/;

/** Lines with one length alone, the first. */
const withFirstLength = (headers: readonly HeaderLine[]): HeaderLine[] => {
  const first = headers.find(([name]) => /^content-length$/i.test(name));
  return headers.flatMap((line): HeaderLine[] =>
    !/^content-length$/i.test(line[0])
      ? [line]
      : line === first
        ? [[line[0], line[1].replace(/,.*$/s, '')]]
        : [],
  );
};

/** A file that ends before its length has come. */
const short = (body: 'truncated' | 'empty', status = 200): NamedAnswer => ({
  ...answered('actual', status, ['Content-Length', '7']),
  body,
});

/** What Chromium does of its own with HTTP/2. */
export const chromiumHttpVersions: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-takes-connection-fields-over-http-2',
    engine: 'chromium',
    title:
      'Over HTTP/2 an answer with Connection, Keep-Alive, Proxy-Connection or Upgrade is taken, and script sees them',
    seenIn: chromiumSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2',
    example: overHttp2({}, answered('actual', 200, ['Connection', 'keep-alive'])),
    http2: ({ isMalformed }) => ({
      isMalformed: ([name, value]) =>
        connectionLine.test(name) && !/^transfer-encoding$/i.test(name)
          ? isMalformed(['x', value])
          : isMalformed([name, value]),
    }),
  },
  {
    id: 'chromium-refuses-controls-over-http-2',
    engine: 'chromium',
    title: 'Over HTTP/2 an answer with a control character in a value is a network error',
    seenIn: chromiumSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.2.1',
    example: overHttp2({}, answered('actual', 200, ['X-Song', 'a\x01b'])),
    http2: ({ isMalformed }) => ({ isMalformed: (line) => control.test(line[1]) || isMalformed(line) }),
  },
  {
    id: 'chromium-takes-any-lengths-over-http-2',
    engine: 'chromium',
    title: 'Over HTTP/2 two lines of Content-Length may differ',
    seenIn: chromiumSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1',
    example: overHttp2({}, answered('actual', 200, ['Content-Length', '7'], ['Content-Length', '8'])),
    http2: ({ taken }) => ({ taken: (headers) => withFirstLength(taken(headers)) }),
  },
  {
    id: 'chromium-takes-101-for-the-answer-over-http-2',
    engine: 'chromium',
    title: 'Over HTTP/2 an answer of 101 is the answer itself, whose body breaks off',
    seenIn: chromiumSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.6',
    example: overHttp2(
      { mode: 'no-cors' },
      { ...answered('actual', 200), informational: [{ status: 101, headers: [] }] },
    ),
    http2: () => ({
      received(answer) {
        const switched = answer.informational?.find(({ status }) => status === 101);
        return switched ? { ...answer, ...switched, informational: null, body: 'reset' } : answer;
      },
    }),
  },
  {
    id: 'chromium-compares-no-length-over-http-2',
    engine: 'chromium',
    title:
      'Over HTTP/2 script gets a body that ends before its Content-Length has come, and an element asks for the rest of a part of a file (206)',
    seenIn: chromiumSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1',
    example: overHttp2({}, short('truncated')),
    http2: () => ({ comparesLength: ({ status }, isMedia) => isMedia && status !== 206 }),
  },
];

/** Lines that Firefox takes out of answers over HTTP/2. */
const isDropped = ([name]: HeaderLine): boolean =>
  connectionLine.test(name) || /^(host|te|accept-encoding)$/i.test(name);
const spdyLine: HeaderLine = ['X-Firefox-Spdy', 'h2'];

/** What Firefox does of its own with HTTP/2, and with what comes before an answer. */
export const firefoxHttpVersions: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-takes-101-for-the-answer',
    engine: 'firefox',
    title: 'An answer of 101 that nobody asked for is the answer itself, with its own lines and no body',
    seenIn: firefoxSeen,
    source: 'https://fetch.spec.whatwg.org/#concept-http-network-fetch',
    example: asksCdn(
      app,
      { url_origin: 'https://cdn.test' },
      { ...answered('actual', 200), informational: [{ status: 101, headers: [] }] },
    ),
    seenAs: (each) =>
      withAnswers(each, ({ informational }) => {
        const switched = informational?.find(({ status }) => status === 101);
        return switched ? { ...switched, informational: null, body: null } : {};
      }),
  },
  {
    id: 'firefox-drops-connection-fields-over-http-2',
    engine: 'firefox',
    title:
      'Over HTTP/2 an answer with lines that are about a connection is taken without them, and without Host, TE and Accept-Encoding',
    seenIn: firefoxSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2',
    example: overHttp2({}, answered('actual', 200, ['Connection', 'keep-alive'])),
    http2: ({ taken, isMalformed }) => ({
      isMalformed: ([name, value]) => isMalformed([connectionLine.test(name) ? 'x' : name, value]),
      taken: (headers) => taken(headers).filter((line) => !isDropped(line)),
    }),
  },
  {
    id: 'firefox-tells-of-http-2',
    engine: 'firefox',
    title: 'Over HTTP/2 each answer has a line more, X-Firefox-Spdy: h2',
    seenIn: firefoxSeen,
    source: 'https://fetch.spec.whatwg.org/#concept-http-network-fetch',
    example: overHttp2({}, answered('actual', 200, ['Access-Control-Expose-Headers', '*'])),
    http2: ({ taken }) => ({ taken: (headers) => [...taken(headers), spdyLine] }),
  },
  {
    id: 'firefox-compares-no-length-over-http-2',
    engine: 'firefox',
    title:
      'Over HTTP/2 a body that ends before its Content-Length has come is taken, but for a part of a file that an element gets',
    seenIn: firefoxSeen,
    source: 'https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1',
    example: overHttp2({}, short('truncated')),
    http2: () => ({ comparesLength: ({ status }, isMedia) => isMedia && status === 206 }),
  },
];
