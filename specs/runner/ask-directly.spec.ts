import type { IncomingMessage, ServerResponse } from 'node:http';
import { holesOf } from '../../model/check/holes-of';
import { rootOf } from '../../model/check/root-of';
import { answersTo, ask, expect, page, test, userAgent } from './asked-server';

/** So long that a test hangs where somebody waits for its end. */
const endless = (response: ServerResponse): void => {
  response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Access-Control-Allow-Origin': '*' });
  response.write(Buffer.alloc(6_000, 0xff));
};
const open = (_: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('ID3 song');
};
const redirectTo = (url: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(302, { Location: url, 'Access-Control-Allow-Origin': '*' }).end();
};
const secret = 'c2VjcmV0';

test('a server is asked as the browser would, in few requests', async ({ serve }) => {
  const { origin, seen } = await serve(open);
  const { answers, requests } = await ask(`${origin}/song.mp3`);
  expect(answers.map(({ question }) => question)).toEqual([
    'page',
    'range',
    'again',
    'without-origin',
    'fresh',
    'fresh-without-origin',
    'preflight',
    'unrelated',
  ]);
  expect(requests).toBe(seen.length);
  expect(seen[0]!.headers).toMatchObject({
    origin: page,
    referer: `${page}/`,
    'accept-encoding': 'identity',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  });
  expect(seen[0]!.headers['user-agent']).toMatch(/^Mozilla.* Chrome\/156\.0\.0\.0 Earshot\/\d/);
  const preflight = seen.find(({ method }) => method === 'OPTIONS')!;
  expect(preflight.headers).toMatchObject({
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  });
  expect(seen.filter(({ headers }) => headers.range === 'bytes=0-')).toHaveLength(1);
  expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['GET', 'OPTIONS']));
  expect(rootOf(answers, page, 'anonymous')).toBe(null);
  expect(holesOf(answers, page)).toEqual([]);
});

test('who does not answer alike is asked more often, and one of two servers told', async ({ serve }) => {
  let asked = 0;
  const two = await serve((request, response) => {
    asked += 1;
    const isPart = request.headers.range !== undefined;
    response.writeHead(isPart ? 206 : 200, {
      ...(isPart && { 'Content-Range': 'bytes 0-7/8' }),
      ...(asked % 2 === 0 && { 'Access-Control-Allow-Origin': '*' }),
    });
    response.end('ID3 song');
  });
  const { answers } = await ask(`${two.origin}/song.mp3`);
  expect(answers.filter(({ question }) => question === 'again').length).toBeGreaterThan(1);
  expect(rootOf(answers, page, 'anonymous')).toMatchObject({
    cause: 'allow-origin-missing',
    root: 'answers-differ',
  });
  expect(holesOf(answers, page).map(({ hole }) => hole)).toEqual(['answers-differ']);
  // What a part alone lacks it lacks each time.
  const parts = await serve((request, response) => {
    const isPart = request.headers.range !== undefined;
    response.writeHead(isPart ? 206 : 200, isPart ? {} : { 'Access-Control-Allow-Origin': '*' });
    response.end('ID3 song');
  });
  const alike = await ask(`${parts.origin}/song.mp3`);
  expect(rootOf(alike.answers, page, 'anonymous')).toMatchObject({ root: 'only-on-200' });
  expect(holesOf(alike.answers, page)).toEqual([]);
});

test('who gives parts by other lines than the whole is asked who else gets a part', async ({ serve }) => {
  const reflectsParts = await serve(({ headers }, response) => {
    const isPart = headers.range !== undefined;
    const allowed = isPart ? headers.origin : undefined;
    response.writeHead(isPart ? 206 : 200, {
      ...(isPart && { 'Content-Range': 'bytes 0-7/8' }),
      ...(allowed !== undefined && { 'Access-Control-Allow-Origin': allowed }),
      Vary: 'Origin',
    });
    response.end('ID3 song');
  });
  const asked = await ask(`${reflectsParts.origin}/song.mp3`);
  expect(answersTo(asked, 'unrelated-part')).toMatchObject([{ status: 206 }]);
  expect(holesOf(asked.answers, page)).toMatchObject([{ hole: 'reflects-any-origin' }]);
  // Where a part is given as the whole is, that has been asked.
  const plain = await serve(open);
  expect(answersTo(await ask(`${plain.origin}/song.mp3`), 'unrelated-part')).toEqual([]);
});

test('where a song has no header, its folder is asked too, and not where it has one or is signed', async ({
  serve,
}) => {
  const bare = await serve((request, response) => {
    const isSong = request.url?.startsWith('/albums/song.mp3') === true;
    response.writeHead(isSong ? 200 : 404, {
      Server: 'nginx',
      ...(!isSong && { 'Access-Control-Allow-Origin': '*' }),
    });
    response.end('ID3');
  });
  const asked = await ask(`${bare.origin}/albums/song.mp3?take=1`);
  expect(rootOf(asked.answers, page, 'anonymous')).toMatchObject({ root: 'add-header-inheritance' });
  const paths = answersTo(asked, 'sibling').map(({ url }) =>
    new URL(url).pathname.replace(/[\da-f]{12}$/, '…'),
  );
  expect(paths).toEqual(['/albums', '/albums/earshot-…']);
  const top = await ask(`${bare.origin}/song.mp3`);
  expect(answersTo(top, 'sibling')).toEqual([]);
  const signed = await ask(`${bare.origin}/albums/song.mp3?token=1`);
  expect(answersTo(signed, 'sibling')).toEqual([]);
});

test('a list is tried with origins that only a careless one lets in', async ({ serve }) => {
  const { origin } = await serve((request, response) => {
    const from = request.headers.origin ?? '';
    if (/app.example$/.test(from)) response.setHeader('Access-Control-Allow-Origin', from);
    response.setHeader('Vary', 'Origin');
    response.end('ID3');
  });
  const { answers, requests } = await ask(`${origin}/song.mp3`, { page: 'https://app.example' });
  const holes = holesOf(answers, 'https://app.example').map(({ hole }) => hole);
  expect(holes).toEqual(['allowlist-suffix', 'allowlist-dot', 'allows-http-origin']);
  expect(requests).toBeLessThanOrEqual(13);
});

test('a list that names somebody to whom it does not know is a list', async ({ serve }) => {
  const { origin } = await serve((request, response) => {
    const from = request.headers.origin ?? '';
    const isKnown = from.startsWith(page) || from === 'null';
    response.setHeader('Access-Control-Allow-Origin', isKnown ? from : 'http://first.example');
    response.writeHead(200, { Vary: 'Origin' }).end('ID3');
  });
  const { answers } = await ask(`${origin}/song.mp3`);
  expect(holesOf(answers, page).map(({ hole }) => hole)).toEqual(['allows-null', 'allowlist-prefix']);
});

test('no more is read of a live stream than its start', async ({ serve }) => {
  const { origin } = await serve((_, response) => endless(response));
  const { answers } = await ask(`${origin}/live`);
  const lengths = answers.map(({ firstBytes }) => firstBytes.length);
  expect(Math.max(...lengths)).toBe(4_096);
  expect(answers.every(({ noAnswer, question }) => noAnswer === null && question !== 'whole')).toBe(true);
});

test('a body that breaks off is seen, though it is longer than what is looked at', async ({ serve }) => {
  const { origin } = await serve((_, response) => {
    response.writeHead(200, { 'Content-Length': 96_339, 'Access-Control-Allow-Origin': '*' });
    response.write(Buffer.alloc(30_000, 0xff), () => response.destroy());
  });
  const asked = await ask(`${origin}/song.mp3`);
  expect(answersTo(asked, 'whole')[0]).toMatchObject({ status: 200, endedAfter: 30_000 });
  expect(rootOf(asked.answers, page, 'anonymous')).toMatchObject({ root: 'truncated' });
});

test('each line of a header is kept', async ({ serve }) => {
  const { origin } = await serve((_, response) => {
    response.writeHead(200, ['access-control-allow-origin', '*', 'Access-Control-Allow-Origin', '*']);
    response.end('ID3');
  });
  const { answers } = await ask(origin);
  const lines = answers[0]!.headers.filter(([name]) => /^access/i.test(name));
  expect(lines).toEqual([
    ['access-control-allow-origin', '*'],
    ['Access-Control-Allow-Origin', '*'],
  ]);
  expect(rootOf(answers, page, 'anonymous')).toMatchObject({ root: 'added-twice' });
});

test('redirects are followed hop by hop, with the Origin that browsers send', async ({ serve }) => {
  const far = await serve((request, response) => {
    if (request.headers.origin === page) response.setHeader('Access-Control-Allow-Origin', page);
    response.end('ID3');
  });
  const near = await serve((request, response) => {
    redirectTo(request.url === '/a' ? '/b?x=%2F' : `${far.origin}/song.mp3`)(request, response);
  });
  const asked = await ask(`${near.origin}/a`);
  expect(answersTo(asked, 'page').map(({ url, hop, origin, status }) => [url, hop, origin, status])).toEqual([
    [`${near.origin}/a`, 1, page, 302],
    [`${near.origin}/b?x=%2F`, 2, page, 302],
    [`${far.origin}/song.mp3`, 3, 'null', 200],
  ]);
  expect(answersTo(asked, 'preflight').map(({ hop }) => hop)).toEqual([1, 2]);
  expect(rootOf(asked.answers, page, 'anonymous')).toMatchObject({ root: 'redirect-null-origin' });
});

test('a loop ends at the URL that comes back, and a long way after 20 hops', async ({ serve }) => {
  const loop = await serve((request, response) =>
    redirectTo(request.url === '/a' ? '/b' : '/a')(request, response),
  );
  const round = await ask(`${loop.origin}/a`);
  expect(answersTo(round, 'page')).toHaveLength(2);
  expect(rootOf(round.answers, page, 'anonymous')).toMatchObject({ root: 'redirect-loop' });
  const long = await serve((request, response) => redirectTo(`${request.url!}x`)(request, response));
  const away = await ask(`${long.origin}/`);
  expect(answersTo(away, 'page')).toHaveLength(20);
  expect(away.requests).toBe(long.seen.length);
  expect(away.requests).toBeLessThanOrEqual(40);
  expect(rootOf(away.answers, page, 'anonymous')).toMatchObject({ root: 'redirect-too-long' });
});

test('what the person sends goes to the origin of the URL alone', async ({ serve }) => {
  const other = await serve(open);
  const own = await serve((request, response) => {
    if (request.url!.startsWith('/away')) redirectTo(`${other.origin}/song.mp3`)(request, response);
    else redirectTo('/away')(request, response);
  });
  const headers = [
    ['Cookie', `session=${secret}`],
    ['X-Key', secret],
  ] as const;
  const url = `${own.origin.replace('//', `//user:${secret}@`)}/song.mp3`;
  const asked = await ask(url, { headers });
  expect(own.seen.filter(({ method }) => method === 'GET').map(({ headers: sent }) => sent.cookie)).toContain(
    `session=${secret}`,
  );
  const basic = `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`;
  expect(own.seen[0]!.headers.authorization).toBe(basic);
  const leaked = [...other.seen, ...own.seen.filter(({ method }) => method === 'OPTIONS')];
  expect(other.seen.length).toBeGreaterThan(3);
  for (const { rawHeaders, url: target } of leaked) {
    const text = [target, ...rawHeaders].join('\n');
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/^(Cookie|Authorization|X-Key)$/m);
  }
  expect(JSON.stringify(asked)).not.toContain(secret);
  expect(JSON.stringify(asked)).not.toContain(basic.slice(6));
});

test('a query goes as it is, and that of a signed URL is not changed', async ({ serve }) => {
  const { origin, seen } = await serve(open);
  const plain = '/a%2Fb.mp3?name=%C3%a9+x~%7E&&empty=&plus=%2B';
  await ask(`${origin}${plain}`);
  expect(seen[0]!.url).toBe(plain);
  const fresh = seen.filter(({ url }) => url !== plain).map(({ url }) => url!);
  expect(fresh.length).toBeGreaterThan(1);
  expect(new Set(fresh).size).toBe(fresh.length);
  for (const url of fresh) expect(url.replace(/&earshot=[\da-f]{12}$/, '')).toBe(plain);
  for (const name of ['X-Amz-Signature', 'Signature', 'sig', 'token', 'Policy', 'Expires']) {
    const signed = await serve(open);
    await ask(`${signed.origin}/song.mp3?${name}=a%2Fb`);
    expect(new Set(signed.seen.map(({ url }) => url)), name).toEqual(new Set([`/song.mp3?${name}=a%2Fb`]));
  }
  const empty = await serve(open);
  await ask(`${empty.origin}/song.mp3?`);
  expect(empty.seen[0]!.url).toBe('/song.mp3?');
});

test('of a refusal only its cause is asked for', async ({ serve }) => {
  const { origin, seen } = await serve((request, response) => {
    const isFromAfar = request.headers.referer !== undefined;
    response.writeHead(isFromAfar ? 403 : 200).end('no');
  });
  const { answers } = await ask(`${origin}/song.mp3`);
  expect(rootOf(answers, page, 'anonymous')).toMatchObject({ root: 'hotlink-protection' });
  expect(seen.length).toBeLessThanOrEqual(7);
  const isolated = await serve((request, response) => {
    response.writeHead(request.headers['sec-fetch-site'] === 'cross-site' ? 403 : 200).end('no');
  });
  const kept = await ask(`${isolated.origin}/song.mp3`);
  expect(rootOf(kept.answers, page, 'anonymous')).toMatchObject({
    root: 'hotlink-protection',
    says: expect.stringContaining('Sec-Fetch-Site'),
  });
  const forElements = await serve((request, response) => {
    response.writeHead(request.headers['sec-fetch-dest'] === 'empty' ? 403 : 200).end('no');
  });
  const byFetch = await ask(`${forElements.origin}/song.mp3`);
  expect(rootOf(byFetch.answers, page, 'anonymous')).toMatchObject({ root: 'destination-refused' });
  const byElement = await ask(`${forElements.origin}/song.mp3`, { destination: 'audio' });
  expect(byElement.answers[0]!.status).toBe(200);
  const robots = await serve((request, response) => {
    response.writeHead(request.headers['user-agent']!.startsWith(userAgent) ? 403 : 200).end('no');
  });
  const refused = await ask(`${robots.origin}/song.mp3`);
  expect(rootOf(refused.answers, page, 'anonymous')).toMatchObject({ root: 'user-agent-blocked' });
  const gone = await serve((_, response) => void response.writeHead(404).end());
  const missing = await ask(`${gone.origin}/song.mp3`);
  expect(missing.answers.map(({ question }) => question)).toEqual([
    'page',
    'bare',
    'without-origin',
    'unrelated',
  ]);
});

test('a server that ends no answer is asked no more than bounds allow', async ({ serve, serveRaw }) => {
  const silent = await serveRaw(() => undefined);
  const asked = await ask(silent.origin, { timeoutMs: 300 });
  expect(asked.requests).toBe(1);
  expect(asked.answers[0]!.noAnswer).toMatchObject({ code: 'timeout' });
  const bodiless = await serve((_, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
    response.flushHeaders();
  });
  const late = await ask(bodiless.origin, { timeoutMs: 300 });
  expect(late.answers[0]).toMatchObject({ status: 200, noAnswer: { code: 'timeout' } });
  expect(rootOf(late.answers, page, 'anonymous')).toMatchObject({ root: 'no-answer' });
  const few = await ask((await serve(open)).origin, { allowed: 3 });
  expect(few.requests).toBe(3);
});

test('answers that are not quite HTTP are told', async ({ serveRaw }) => {
  const head = 'Content-Type: audio/mpeg\r\nAccess-Control-Allow-Origin: *\r\n\r\n\xff\xfb';
  const old = await serveRaw((socket) => socket.end(`HTTP/1.0 200 OK\r\n${head}`, 'latin1'));
  expect((await ask(old.origin)).answers[0]).toMatchObject({ status: 200, noAnswer: null });
  const icy = await serveRaw((socket) => socket.end(`ICY 200 OK\r\n${head}`, 'latin1'));
  const { answers } = await ask(icy.origin);
  expect(answers[0]!.headers).toContainEqual(['Access-Control-Allow-Origin', '*']);
  expect(answers[0]).toMatchObject({ status: 200, noAnswer: null });
  const ssh = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  expect(rootOf((await ask(ssh.origin)).answers, page, 'anonymous')).toMatchObject({ root: 'not-http' });
});

test('a server that hangs up at OPTIONS is told from one that hangs up at all', async ({
  serve,
  serveRaw,
}) => {
  const { origin } = await serve((request, response) => {
    if (request.method === 'OPTIONS') request.socket.destroy();
    else open(request, response);
  });
  const { answers } = await ask(origin);
  expect(rootOf(answers, page, 'with-authorization')).toMatchObject({ root: 'options-hung-up' });
  expect(rootOf(answers, page, 'anonymous')).toBe(null);
  const rude = await serveRaw((socket) => socket.destroy());
  const asked = await ask(rude.origin);
  expect(asked.requests).toBe(1);
  expect(rootOf(asked.answers, page, 'anonymous')).toMatchObject({ root: 'empty-response' });
});

test('a certificate that nobody trusts is told, whatever the environment says', async ({
  serve,
  serveTls,
}) => {
  const { origin } = await serveTls(open);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const asked = await ask(origin).finally(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
  expect(asked.requests).toBe(1);
  expect(rootOf(asked.answers, page, 'anonymous')).toMatchObject({ root: 'tls-certificate' });
  const plain = await serve(open);
  const { answers } = await ask(plain.origin.replace('http:', 'https:'));
  expect(rootOf(answers, page, 'anonymous')).toMatchObject({ root: 'no-tls-spoken' });
});

test('localhost is looked for in both families', async ({ serve }) => {
  for (const address of ['127.0.0.1', '::1']) {
    const { port } = await serve(open, address);
    for (const host of ['localhost', 'cdn.localhost']) {
      const { answers } = await ask(`http://${host}:${port}/song.mp3`);
      expect(answers[0], `${host} at ${address}`).toMatchObject({ status: 200 });
    }
  }
  const six = await serve(open, '::1');
  expect((await ask(`${six.origin}/song.mp3`)).answers[0]).toMatchObject({ status: 200 });
});

test('a port without a server and a name without an address are told apart', async () => {
  const closed = await ask('http://localhost:9/song.mp3');
  expect(rootOf(closed.answers, page, 'anonymous')).toMatchObject({ root: 'closed-port' });
  const nameless = await ask('http://no-such-host.invalid/song.mp3');
  expect(rootOf(nameless.answers, page, 'anonymous')).toMatchObject({ root: 'dns' });
  await expect(ask('ftp://user:secret@cdn.test/')).rejects.toThrow(/^(?!.*secret).*http/);
});

test('an answer that somebody no longer waits for ends', async ({ serveRaw }) => {
  const abort = new AbortController();
  const { origin } = await serveRaw(() => abort.abort(new Error('enough')));
  await expect(ask(origin, { signal: abort.signal })).rejects.toThrow('enough');
});

test('the page itself is asked without Origin', async ({ serve }) => {
  const { origin, seen } = await serve((_, response) => void response.end('ID3'));
  const { answers } = await ask(`${origin}/song.mp3`, { page: origin });
  expect(seen[0]!.headers.origin).toBe(undefined);
  expect(rootOf(answers, origin, 'credentialed')).toBe(null);
});
