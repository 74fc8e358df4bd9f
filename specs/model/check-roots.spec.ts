import { expect, test } from '@playwright/test';
import type { DirectAnswer } from '../../model/check/direct-answer';
import type { LoadKind } from '../../model/check/root';
import { rootOf } from '../../model/check/root-of';
import type { HeaderLine } from '../../model/http/headers';
import { allow, answer, bytes, cdn, failed, page, vary } from './direct-answers';

/** What is wrong, as `cause / root`, or `ok`. */
function told(answers: readonly DirectAnswer[], kind: LoadKind, from = page): string {
  const found = rootOf(answers, from, kind);
  return found ? `${found.cause} / ${found.root}` : 'ok';
}

type Case = readonly [title: string, kind: LoadKind, answers: readonly DirectAnswer[], expected: string];

function check(cases: readonly Case[]): void {
  for (const [title, kind, answers, expected] of cases) {
    expect.soft(told(answers, kind), `${title}, ${kind}`).toBe(expected);
  }
}

const open = [answer('page', [allow('*')]), answer('range', [allow('*')])];
const named = answer('page', [allow(page)]);
const withStatus = (status: number, ...others: DirectAnswer[]) => [
  answer('page', [], { status, firstBytes: bytes('<html>no</html>') }),
  ...others,
];

test('an answer that lets the page in has nothing wrong', () => {
  check([
    ['a wildcard', 'anonymous', open, 'ok'],
    ['a name', 'anonymous', [named, answer('range', [allow(page)])], 'ok'],
    ['no header', 'no-cors', [answer('page')], 'ok'],
    ['the page itself', 'anonymous', [answer('page', [], { url: `${page}/a.mp3`, origin: null })], 'ok'],
    ['a preflight', 'with-authorization', [
      ...open,
      answer('preflight', [allow('*'), ['Access-Control-Allow-Headers', 'Authorization']], { status: 204 }),
    ], 'ok'],
    ['credentials', 'credentialed', [
      answer('page', [allow(page), ['Access-Control-Allow-Credentials', 'true']]),
    ], 'ok'],
  ]); // prettier-ignore
  expect(rootOf([], page, 'anonymous')).toBe(null);
});

test('a missing header is told apart by who is asked, and how', () => {
  const missing = answer('page');
  const ofNginx = answer('page', [['Server', 'nginx/1.22.1']]);
  const elsewhere = answer('sibling', [allow('*')], { url: 'https://cdn.test/none', status: 404 });
  const ownLines: HeaderLine[] = [
    ['Server', 'nginx/1.22.1'],
    ['Cache-Control', 'public, max-age=3600'],
    ['Last-Modified', 'Mon, 30 Nov 2026 03:37:52 GMT'],
    ['ETag', '"6b0cef90-17853"'],
  ];
  const ownFile = answer('page', ownLines);
  const around = answer('sibling', [['Cache-Control', 'public, max-age=3600']], { status: 404 });
  const nowhere = answer('sibling', [], { url: 'https://cdn.test/none', status: 404 });
  check([
    ['nobody', 'anonymous', [missing, answer('unrelated')], 'allow-origin-missing / no-cors-configured'],
    ['all but the song, from nginx', 'anonymous', [ofNginx, elsewhere], 'allow-origin-missing / add-header-inheritance'],
    ['all but the song, from others', 'anonymous', [missing, elsewhere], 'allow-origin-missing / no-cors-configured'],
    ['no name in its folder', 'anonymous', [ofNginx, nowhere], 'allow-origin-missing / no-cors-configured'],
    ['a block of its own', 'anonymous', [ownFile, nowhere], 'allow-origin-missing / add-header-inheritance'],
    ['a block around all', 'anonymous', [ownFile, around], 'allow-origin-missing / no-cors-configured'],
    ['good answers without it', 'anonymous', [ownFile, answer('sibling')], 'allow-origin-missing / no-cors-configured'],
    ['expires', 'anonymous', [answer('page', [...ownLines, ['Expires', 'Mon, 30 Nov 2026 04:00:00 GMT']]), nowhere], 'allow-origin-missing / no-cors-configured'],
    ['a file of a server behind', 'anonymous', [answer('page', [...ownLines.slice(0, 2), ['ETag', 'W/"1785f-19b0"']]), nowhere], 'allow-origin-missing / no-cors-configured'],
    ['credentials for somebody else', 'anonymous', [answer('page', [...ownLines, ['Access-Control-Allow-Credentials', 'true']]), nowhere], 'allow-origin-missing / origin-not-in-allowlist'],
    ['Vary', 'anonymous', [missing, answer('without-origin', [vary])], 'allow-origin-missing / origin-not-in-allowlist'],
    ['a cache', 'anonymous', [missing, answer('fresh', [allow(page)])], 'allow-origin-missing / cache-without-vary'],
    ['a cache that leaves the query out', 'anonymous', [answer('page', [['X-Cache', 'HIT']]), answer('fresh'), elsewhere], 'allow-origin-missing / cache-without-vary'],
    ['a range', 'anonymous', [open[0]!, answer('range')], 'allow-origin-missing / only-on-200'],
    ['a status', 'anonymous', withStatus(500, answer('without-origin')), 'allow-origin-missing / origin-not-in-allowlist'],
  ]); // prettier-ignore
});

test('a wrong origin is told by how it differs from the page', () => {
  const values = {
    'https://app.example/': 'slash',
    'https://APP.example': 'case',
    'http://app.example': 'scheme',
    'https://www.app.example': 'www',
    'https://app.example:8443': 'port',
    'https://app.example:443': 'default-port',
    '"https://app.example"': 'quotes',
    'https://*.example': 'glob',
    'https://app.example;': 'trailing',
    'app.example': 'no-scheme',
    'https://app.example/player': 'path',
    '': 'empty',
    null: 'null',
    '(null)': 'unset',
    'https://radio.example': 'host',
  };
  for (const [value, root] of Object.entries(values)) {
    const expected = `allow-origin-mismatch / wrong-origin-${root}`;
    expect.soft(told([answer('page', [allow(value)])], 'anonymous'), value).toBe(expected);
  }
  const ofUnicode = 'https://xn--msik-0ra.example';
  const idn = (value: string) =>
    told([answer('page', [allow(value)], { origin: ofUnicode })], 'anonymous', ofUnicode);
  const asUtf8 = Buffer.from('https://müsik.example').toString('latin1');
  expect(idn('https://müsik.example')).toBe('allow-origin-mismatch / wrong-origin-unicode');
  expect(idn(asUtf8)).toBe('allow-origin-mismatch / wrong-origin-unicode');
  expect(idn('https://radió.example')).toBe('allow-origin-mismatch / wrong-origin-host');
  const copied = (value: string) => [
    answer('page', [allow(`${page}/`)]),
    answer('unrelated-referer', [allow(value)]),
  ];
  expect(told(copied('https://unrelated.invalid/'), 'anonymous')).toBe(
    'allow-origin-mismatch / wrong-origin-from-referer',
  );
  expect(told(copied(`${page}/`), 'anonymous')).toBe('allow-origin-mismatch / wrong-origin-slash');
  const other = [answer('page', [allow('https://radio.example')]), answer('fresh', [allow(page)])];
  expect(told(other, 'anonymous')).toBe('allow-origin-mismatch / cache-without-vary');
});

test('two lines are not one line with two values', () => {
  check([
    ['lines', 'anonymous', [answer('page', [allow('*'), allow('*')])], 'allow-origin-multiple / added-twice'],
    ['a list', 'anonymous', [answer('page', [allow(`${page}, https://b.example`)])], 'allow-origin-multiple / list-in-header'],
    ['spaces', 'anonymous', [answer('page', [allow(`${page} https://b.example`)])], 'allow-origin-multiple / list-in-header'],
  ]); // prettier-ignore
});

test('credentials need a name, and the very word true', () => {
  const credentials = (value: string) => [
    answer('page', [allow(page), ['Access-Control-Allow-Credentials', value]]),
  ];
  check([
    ['a wildcard', 'credentialed', open, 'wildcard-with-credentials / wildcard-with-credentials'],
    ['none', 'credentialed', [named], 'allow-credentials-missing / allow-credentials-missing'],
    ['True', 'credentialed', credentials('True'), 'allow-credentials-missing / allow-credentials-not-true'],
    ['True', 'anonymous', credentials('True'), 'ok'],
  ]);
});

const far = { url: 'https://far.test/tone.mp3', hop: 2 };
const redirect = (location: string, ...headers: (readonly [string, string])[]) =>
  answer('page', [['Location', location], ...headers], { status: 302, firstBytes: new Uint8Array() });

test('a redirect is looked at hop by hop', () => {
  const first = redirect(far.url, allow(page));
  const hidden = answer('page', [], { ...far, origin: 'null' });
  const target = (...headers: (readonly [string, string])[]) => answer('target', headers, far);
  const twice = (location: string) => [redirect(location, allow('*'))];
  check([
    ['the redirect', 'anonymous', [redirect(far.url), answer('page', [allow('*')], { ...far, origin: 'null' })], 'allow-origin-missing / redirect-without-header'],
    ['the same server', 'anonymous', [redirect('/b'), answer('page', [], { url: 'https://cdn.test/b', hop: 2 })], 'allow-origin-missing / no-cors-configured'],
    ['its target', 'anonymous', [first, hidden, target()], 'allow-origin-missing / redirect-target-without-header'],
    ['Origin: null', 'anonymous', [first, hidden, target(allow(page))], 'redirect-null-origin / redirect-null-origin'],
    ['Origin: null, a name', 'anonymous', [first, answer('page', [allow(page)], { ...far, origin: 'null' })], 'redirect-null-origin / redirect-null-origin'],
    ['another name', 'anonymous', [first, hidden, target(allow(`${page}/`))], 'allow-origin-mismatch / wrong-origin-slash'],
    ['both', 'anonymous', [first, answer('page', [allow('*')], { ...far, origin: 'null' })], 'ok'],
    ['a loop', 'anonymous', twice('/tone.mp3'), 'redirect-invalid / redirect-loop'],
    ['another scheme', 'anonymous', twice('ftp://cdn.test/'), 'redirect-invalid / redirect-invalid'],
    ['a password', 'anonymous', twice('https://user:secret@cdn.test/'), 'redirect-invalid / redirect-invalid'],
    ['no target', 'anonymous', [answer('page', [allow('*')], { status: 302 })], 'http-status / redirect-without-location'],
    ['a downgrade', 'anonymous', [redirect('http://cdn.test/', allow('*')), answer('page', [allow('*')], { url: 'http://cdn.test/', hop: 2 })], 'mixed-content / mixed-content'],
    ['a preflight', 'with-authorization', [first, hidden, target(allow(page)), answer('preflight', [allow(page)], { status: 302 })], 'preflight-status / options-redirected'],
  ]); // prettier-ignore
});

test('a preflight is told by its status before its headers', () => {
  const preflight = (status: number, ...headers: (readonly [string, string])[]) => [
    ...open,
    answer('preflight', headers, { status }),
  ];
  const names = (value: string) => ['Access-Control-Allow-Headers', value] as const;
  const statuses = {
    405: 'static-refuses-options',
    501: 'static-refuses-options',
    500: 'server-error',
    502: 'server-error',
    404: 'static-refuses-options',
    403: 'options-denied',
    401: 'options-behind-auth',
    301: 'options-redirected',
  };
  check([
    ...Object.entries(statuses).map(
      ([status, root]): Case => [status, 'with-authorization', preflight(Number(status)), `preflight-status / ${root}`],
    ),
    ['a login', 'with-authorization', [...withStatus(401), answer('preflight', [], { status: 401 })], 'preflight-status / options-behind-auth'],
    ['a login', 'anonymous', [...withStatus(401), answer('preflight', [], { status: 401 })], 'auth / cookie-login'],
    ['no header', 'with-authorization', preflight(204), 'allow-origin-missing / add-header-inheritance'],
    ['twice', 'with-authorization', preflight(204, allow('*'), allow('*')), 'allow-origin-multiple / added-twice'],
    ['no name', 'with-authorization', preflight(200, allow('*')), 'preflight-header-not-allowed / allow-headers-missing'],
    ['*', 'with-authorization', preflight(200, allow('*'), names('*')), 'preflight-header-not-allowed / allow-headers-wildcard'],
    ['no list', 'with-authorization', preflight(200, allow('*'), names('a b')), 'preflight-malformed / preflight-malformed'],
    ['nothing', 'with-authorization', [...open, failed('preflight', 'ECONNRESET')], 'preflight-unanswered / options-hung-up'],
    ['nothing', 'anonymous', [...open, failed('preflight', 'ECONNRESET')], 'ok'],
    ['neither', 'with-authorization', [answer('page'), answer('preflight', [], { status: 405 })], 'allow-origin-missing / no-cors-configured'],
  ]); // prettier-ignore
});

const challenge = answer('page', [['WWW-Authenticate', 'Basic realm="a"']], { status: 401 });
const signed = (headers: readonly (readonly [string, string])[], body: string, query: string) => [
  answer('page', headers, { status: 403, url: `${cdn}?${query}`, firstBytes: bytes(body) }),
];

/** As CloudFront writes it in a URL. */
const policy = (end: number): string =>
  btoa(`{"Statement":[{"Condition":{"DateLessThan":{"AWS:EpochTime":${end}}}}]}`)
    .replaceAll('+', '-')
    .replaceAll('=', '_')
    .replaceAll('/', '~');
const jwt = (end: number): string =>
  [{ alg: 'HS256' }, { sub: '??>', exp: end }]
    .map((each) => btoa(JSON.stringify(each)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
    .concat('c2ln')
    .join('.');

test('a status is named before CORS, with whom it refuses', () => {
  const date = ['Date', 'Sun, 29 Nov 2026 13:00:00 GMT'] as const;
  const refused = (...questions: DirectAnswer['question'][]) =>
    questions.map((question) => answer(question, [], { status: 403 }));
  check([
    ['404', 'anonymous', withStatus(404), 'http-status / not-found'],
    ['404', 'no-cors', withStatus(404), 'http-status / not-found'],
    ['502', 'anonymous', withStatus(502), 'http-status / server-error'],
    ['502 once', 'anonymous', withStatus(502, answer('bare'), answer('without-origin'), answer('unrelated')), 'http-status / server-error'],
    ['429', 'anonymous', withStatus(429), 'http-status / too-many-requests'],
    ['403', 'anonymous', withStatus(403, ...refused('bare', 'without-origin')), 'http-status / forbidden'],
    ['Referer', 'anonymous', withStatus(403, answer('bare'), answer('without-referer')), 'http-status / hotlink-protection'],
    ['Sec-Fetch-Site', 'anonymous', withStatus(403, answer('bare'), ...refused('without-referer'), answer('without-metadata')), 'http-status / hotlink-protection'],
    ['Sec-Fetch-Dest', 'anonymous', withStatus(403, ...refused('bare'), answer('other-destination')), 'http-status / destination-refused'],
    ['Sec-Fetch-Site, whatever for', 'anonymous', withStatus(403, answer('bare'), ...refused('without-referer'), answer('without-metadata'), ...refused('other-destination')), 'http-status / hotlink-protection'],
    ['a window', 'anonymous', withStatus(403, answer('bare'), ...refused('without-referer'), answer('with-window')), 'http-status / user-agent-blocked'],
    ['User-Agent', 'anonymous', withStatus(403, answer('bare'), ...refused('without-referer')), 'http-status / user-agent-blocked'],
    ['401', 'anonymous', withStatus(401), 'auth / cookie-login'],
    ['a challenge', 'credentialed', [challenge], 'auth / basic-auth'],
    ['for CORS alone', 'no-cors', withStatus(403, answer('without-origin')), 'ok'],
    ['words', 'anonymous', signed([], 'Request has expired', 'X-Amz-Signature=a'), 'http-status / expired-link'],
    ['a clock', 'anonymous', signed([date], '', 'Expires=1700000000&Signature=a'), 'http-status / expired-link'],
    ['X-Amz-Date', 'anonymous', signed([date], '', 'X-Amz-Date=20260101T000000Z&X-Amz-Expires=60'), 'http-status / expired-link'],
    ['Akamai', 'anonymous', signed([date], '', 'hdnea=st=1600000000~exp=1700000000~acl=/*~hmac=a'), 'http-status / expired-link'],
    ['Akamai, spelled out', 'anonymous', signed([date], '', 'hdnts=exp%3D1700000000%7Eacl%3D%2F*%7Ehmac%3Da'), 'http-status / expired-link'],
    ['a policy', 'anonymous', signed([date], '', `Policy=${policy(1_700_000_000)}&Signature=a&Key-Pair-Id=b`), 'http-status / expired-link'],
    ['a policy that holds', 'anonymous', signed([date], '', `Policy=${policy(1_900_000_000)}&Signature=a`), 'http-status / forbidden'],
    ['a JWT', 'anonymous', signed([date], '', `token=${jwt(1_700_000_000)}`), 'http-status / expired-link'],
    ['a JWT that holds', 'anonymous', signed([date], '', `token=${jwt(1_900_000_000)}`), 'http-status / forbidden'],
    ['no base64', 'anonymous', signed([date], '', 'Policy=%&token=eyJ.eyJ.a'), 'http-status / forbidden'],
    ['still valid', 'anonymous', signed([date], '', 'Expires=1900000000&Signature=a'), 'http-status / forbidden'],
    ['http to https', 'anonymous', [answer('page', [], { status: 400, firstBytes: bytes('The plain HTTP request was sent to HTTPS port') })], 'http-status / tls-expected'],
  ]); // prettier-ignore
});

test('a body that is no audio is named before CORS', () => {
  const body = (text: string, ...headers: (readonly [string, string])[]) => [
    answer('page', headers, { firstBytes: bytes(text) }),
  ];
  check([
    ['login', 'anonymous', body('<!doctype html><input type=password>', allow('*')), 'decode / login-page'],
    [
      'a form',
      'anonymous',
      body('<form><input type="password"></form>', ['Content-Type', 'text/html']),
      'decode / login-page',
    ],
    [
      'a part of HTML',
      'anonymous',
      body('<form></form>', ['Content-Type', 'text/html']),
      'decode / not-audio',
    ],
    ['HTML', 'anonymous', body('\n<html>'), 'decode / not-audio'],
    ['JSON', 'no-cors', body('{"error": 1}'), 'decode / not-audio'],
    ['text', 'anonymous', body('gone', ['Content-Type', 'text/plain']), 'decode / not-audio'],
    ['nothing', 'anonymous', body(''), 'decode / unknown-host'],
    ['nothing, for the page', 'anonymous', body('', allow('*')), 'decode / not-audio'],
    ['a list of streams', 'anonymous', body('[playlist]\nFile1=a', allow('*')), 'decode / not-audio'],
    ['a stream that has begun', 'anonymous', body('', allow('*'), ['icy-name', 'Radio']), 'ok'],
    ['gzip', 'anonymous', body('\x1f\x8b\x08\0\0', ['Content-Type', 'audio/wav']), 'decode / not-audio'],
    [
      'gzip that says so',
      'with-authorization',
      body('\x1f\x8b\x08\0\0', ['Content-Encoding', 'gzip']),
      'allow-origin-missing / no-cors-configured',
    ],
    ['an archive', 'no-cors', body('PK\x03\x04', ['Content-Type', 'audio/mpeg']), 'decode / not-audio'],
    ['an empty file', 'anonymous', body('', ['Content-Type', 'audio/mpeg']), 'decode / not-audio'],
    ['HLS', 'anonymous', body('#EXTM3U\n', allow('*'), ['Content-Type', 'text/plain']), 'ok'],
    ['an MP3 frame later', 'anonymous', body('{x\xff\xfb\x90', allow('*')), 'ok'],
    ['a wrong type', 'anonymous', body('ID3', allow('*'), ['Content-Type', 'text/html']), 'ok'],
  ]);
});

test('without CORS, other headers keep an answer from the page', () => {
  const nosniff = ['X-Content-Type-Options', 'nosniff'] as const;
  const typed = (...headers: (readonly [string, string])[]) => [answer('page', [...headers, allow('*')])];
  const corp = typed(['Cross-Origin-Resource-Policy', 'same-origin']);
  const html = typed(['Content-Type', 'text/html'], nosniff);
  check([
    ['corp', 'no-cors', corp, 'corp / corp'],
    ['corp', 'anonymous', corp, 'ok'],
    ['html', 'no-cors', html, 'orb / wrong-type-with-nosniff'],
    ['html', 'anonymous', html, 'ok'],
    ['json in part', 'no-cors', [...typed(), answer('range', [['Content-Type', 'application/json']])], 'orb / wrong-type'],
    ['bytes', 'no-cors', typed(['Content-Type', 'application/octet-stream'], nosniff), 'ok'],
  ]); // prettier-ignore
});

test('no answer is told by what Node says', () => {
  const codes = {
    ECONNREFUSED: 'closed-port',
    ENOTFOUND: 'dns',
    timeout: 'no-answer',
    ECONNRESET: 'connection-reset',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-certificate',
    CERT_HAS_EXPIRED: 'tls-certificate',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tls-certificate',
    HPE_INVALID_CONSTANT: 'not-http',
    EPROTO: 'tls-handshake',
  };
  for (const [code, root] of Object.entries(codes)) {
    for (const kind of ['anonymous', 'no-cors', 'with-authorization'] as const) {
      expect.soft(told([failed('page', code)], kind), code).toBe(`network / ${root}`);
    }
  }
  const noTls = failed('page', 'EPROTO', 'SSL routines:ssl3_get_record:wrong version number');
  expect(told([noTls], 'anonymous')).toBe('network / no-tls-spoken');
  const late = { noAnswer: { code: 'timeout', message: '' }, firstBytes: new Uint8Array() };
  expect(told([answer('page', [allow('*')], late)], 'anonymous')).toBe('network / no-answer');
  const cut = answer('whole', [['Content-Length', '96339']], { endedAfter: 30_000 });
  expect(told([...open, cut], 'no-cors')).toBe('network / truncated');
});

test('a part that no media element plays is told by its own answer, after all else', () => {
  const part = (...lines: HeaderLine[]) => answer('range', [allow('*')], { headers: [allow('*'), ...lines] });
  const named = answer('page', [allow('*')]);
  for (const kind of ['anonymous', 'no-cors'] as const) {
    const range = (value: string) => told([named, part(['Content-Range', value])], kind);
    expect.soft(range('bytes 0-99/100')).toBe('ok');
    expect.soft(range('bytes 0-99/*')).toBe('ok');
    for (const value of ['bytes 10-99/100', 'bytes 0-100/100', 'bytes */100'])
      expect.soft(range(value), value).toBe('decode / wrong-content-range');
    const packed = part(['Content-Range', 'bytes 0-99/100'], ['Content-Encoding', 'gzip']);
    expect.soft(told([named, packed], kind)).toBe('decode / compressed-audio');
  }
});

test('what it says is true of this answer, and not of its kind alone', () => {
  const says = (answers: readonly DirectAnswer[], kind: LoadKind): string | undefined =>
    rootOf(answers, page, kind)?.says;
  const silent = [answer('page', [allow('*')]), failed('preflight', 'timeout', 'no answer within 10 s')];
  expect(says(silent, 'with-authorization')).toContain('nothing comes in time (timeout)');
  const hangsUp = [answer('page', [allow('*')]), failed('preflight', 'ECONNRESET')];
  expect(says(hangsUp, 'with-authorization')).toContain('the connection ends (ECONNRESET)');
  const credentials = (...values: string[]) => [
    answer('page', [
      allow(page),
      ...values.map((each) => ['Access-Control-Allow-Credentials', each] as const),
    ]),
  ];
  expect(says(credentials('true', 'true'), 'credentialed')).toContain('more than once');
  expect(says(credentials('True'), 'credentialed')).toContain('in small letters');
  const encoded = answer('range', [allow('*'), ['Content-Encoding', 'gzip']]);
  expect(says([answer('page', [allow('*')]), encoded], 'anonymous')).toContain('its bytes are not gzip');
  const packed = { firstBytes: new Uint8Array([0x1f, 0x8b, 8]) };
  const whole = answer('page', [allow('*'), ['Content-Encoding', 'gzip']], packed);
  expect(says([whole, encoded], 'anonymous')).toContain('is compressed');
});

test('what it says holds no query', () => {
  const url = `${cdn}?token=secret`;
  const cases = [
    answer('page', [], { url }),
    answer('page', [], { url, status: 404 }),
    answer('page', [], { url, firstBytes: bytes('<html>') }),
    { ...failed('page', 'ECONNREFUSED'), url },
  ];
  for (const each of cases) expect(rootOf([each], page, 'anonymous')!.says).not.toContain('secret');
});
