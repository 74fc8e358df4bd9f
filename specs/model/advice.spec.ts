import { expect, test } from '@playwright/test';
import { explainExchange } from '../../model/advice/explain-exchange';
import { explainScenario } from '../../model/advice/explain-scenario';
import type { Advice } from '../../model/advice/advice';
import type { Aim } from '../../model/advice/edits/search-fix';
import { allScenarios } from '../../model/scenarios';
import { predict } from '../../model/standards/predict';
import { answer, exchange, ok, own, page, star } from './expect-cases';

const says = (advice: Pick<Advice<unknown>, 'choices'>, aim: Aim): string[] | undefined =>
  advice.choices
    .find(({ aims }) => aims.includes(aim))
    ?.fix.edits.map((edit) => `${edit.where}: ${edit.says}`);

const audio = (crossorigin: 'anonymous' | 'use-credentials' | null) =>
  ({ destination: 'audio', crossorigin }) as const;

const scenario = (id: string) => explainScenario(allScenarios().find((each) => each.id === id)!);

test('a wildcard with credentials has a way for the CDN, for the cookie, and to play', () => {
  const explained = explainExchange(exchange({ request: audio('use-credentials') }), 'element');
  expect(explained.fix?.edits).toMatchObject([{ where: 'page' }]);
  expect(says(explained, 'cdn')?.join()).toContain(`cdn: Send Access-Control-Allow-Origin: ${page}`);
  expect(says(explained, 'credentials')?.join()).toContain('Access-Control-Allow-Credentials: true');
  expect(says(explained, 'play')).toEqual(['page: Leave crossorigin out: it plays, and stays unreadable']);
  // The smallest is the page's own, so it is not told twice.
  expect(says(explained, 'page')).toBe(undefined);
});

test('every choice does what it is for', () => {
  const cases = [
    exchange({ request: audio('use-credentials') }),
    exchange({ request: audio('anonymous'), responses: [ok()] }),
    exchange({ request: { credentials: 'include' } }),
    exchange({ request: { headers: [['X-Song', '1']] }, responses: [ok(star)] }),
    exchange({ request: audio(null), responses: [ok(['Cross-Origin-Resource-Policy', 'same-origin'])] }),
  ];
  let told = 0;
  for (const each of cases) {
    for (const { aims, fix } of explainExchange(each).choices) {
      told += 1;
      const { outcome } = predict(fix.load);
      expect(outcome, JSON.stringify(aims)).toBe(aims.includes('play') ? 'opaque' : 'readable');
      const places = fix.edits.map(({ where }) => where);
      if (aims.includes('cdn')) expect(places).not.toContain('page');
      if (aims.includes('page')) expect(places).not.toContain('cdn');
    }
  }
  expect(told).toBeGreaterThan(6);
});

test('Cross-Origin-Resource-Policy is named where it is the matter', () => {
  const corp = ['cdn: Send Cross-Origin-Resource-Policy: cross-origin with the song'];
  const embedded = { request: audio(null), page: { coep: 'require-corp' }, responses: [ok(star)] };
  expect(says(explainExchange(exchange(embedded)), 'play')).toEqual(corp);
  expect(says(scenario('coep-require-corp/audio/other-site/wildcard'), 'play')).toEqual(corp);
});

test('a cache that answers for an earlier load is gone past, or filled with CORS', () => {
  const explained = scenario('http/audio-then-fetch/other-site/cached-store');
  expect(says(explained, 'page')?.join()).toContain("cache: 'reload'");
});

test('where two servers answer, the one that has to change is named', () => {
  const redirect = answer('redirect-1', 302, star, ['Location', 'https://bucket.example/a.mp3']);
  const second = explainExchange(exchange({ responses: [redirect, ok()] }));
  expect(second.fix?.edits).toMatchObject([{ where: 'cdn', at: ['https://bucket.example'] }]);
  const both = explainExchange(
    exchange({ responses: [answer('redirect-1', 302, ['Location', 'https://bucket.example/a.mp3']), ok()] }),
  );
  expect(both.fix?.edits[0]?.at).toEqual(['https://cdn.example', 'https://bucket.example']);
  expect(explainExchange(exchange({ responses: [ok()] })).fix?.edits[0]).not.toHaveProperty('at');
});

test('the directive that refuses is named, with what it lacks', () => {
  const advise = (csp: string, request = audio(null) as object) =>
    explainExchange(exchange({ page: { csp }, request })).pagePolicy;
  expect(advise("default-src 'self'")).toBe(
    `default-src in the Content-Security-Policy stands in for media-src, and lacks https://cdn.example: add "media-src 'self' https://cdn.example"`,
  );
  expect(advise("media-src 'none'")).toBe(
    'media-src in the Content-Security-Policy lacks https://cdn.example: make it "media-src https://cdn.example"',
  );
  expect(advise("connect-src 'self'", {})).toContain("connect-src 'self' https://cdn.example");
  expect(advise("default-src 'self'", { ...audio(null), url_origin: `blob:${page}/x`, path: '' })).toBe(
    'default-src in the Content-Security-Policy stands in for media-src, and lacks blob: (the scheme): add "media-src \'self\' blob:"',
  );
  expect(explainExchange(exchange({ responses: [ok()] })).pagePolicy).toBe(null);
});

test('headers that players read, and script does not see, are named', () => {
  const ranged = [
    star,
    ['Accept-Ranges', 'bytes'],
    ['Content-Range', 'bytes 0-1/2'],
    ['Server', 'x'],
  ] as const;
  const hidden = (...more: readonly (readonly [string, string])[]) =>
    explainExchange(exchange({ responses: [answer('actual', 206, ...ranged, ...more)] })).hiddenHeaders;
  expect(hidden()).toEqual(['accept-ranges', 'content-range']);
  expect(hidden(['Access-Control-Expose-Headers', 'Content-Range'])).toEqual(['accept-ranges']);
  expect(hidden(['Access-Control-Expose-Headers', '*'])).toEqual([]);
  const sameOrigin = exchange({ page: { origin: 'https://cdn.example' } });
  expect(
    explainExchange({ ...sameOrigin, responses: [answer('actual', 206, ...ranged)] }).hiddenHeaders,
  ).toEqual([]);
});

test('what is asked over https instead of http holds if TLS is spoken there', () => {
  const radio = { ...audio(null), url_origin: 'http://radio.example:8000', path: '/stream' };
  expect(explainExchange(exchange({ request: radio })).upgradedTo).toBe('https://radio.example:8000/stream');
  expect(explainExchange(exchange({ request: audio(null) })).upgradedTo).toBe(null);
});

test('an error that script can read is told as one, and so is a header that no browser knows', () => {
  const misspelled = ok(['Access-Control-Allow-Orgin', '*'], ['Access-Control-Max-Age', '5']);
  expect(explainExchange(exchange({ responses: [answer('actual', 404, star)] })).errorStatus).toBe(404);
  expect(explainExchange(exchange({ responses: [answer('actual', 404)] })).errorStatus).toBe(null);
  expect(explainExchange(exchange({ responses: [misspelled] })).unknownHeaders).toEqual([
    'Access-Control-Allow-Orgin',
  ]);
});

test('a preflight that nobody answers is told as that, with what answers it', () => {
  const dead = exchange({
    request: { headers: [['Icy-MetaData', '1']] },
    responses: [answer('preflight', 0), ok(star)],
  });
  const { outcome, reason, fix, wordings } = explainExchange(dead);
  expect([outcome, reason]).toEqual(['blocked', 'preflight-unanswered']);
  expect(wordings.map(({ says: words }) => words)).toContain(
    'Failed to load resource: net::ERR_EMPTY_RESPONSE',
  );
  expect(fix?.edits).toMatchObject([{ where: 'cdn' }, { where: 'cdn' }]);
  expect(fix?.edits[1]?.says).toContain('Answer the preflight (OPTIONS)');
  expect(says(explainExchange(dead), 'page')).toEqual([
    'page: Leave the header Icy-MetaData out of the request',
  ]);
  const gone = explainExchange(exchange({ responses: [answer('actual', 0)] }));
  expect(gone.reason).toBe('network');
});

test('messages are filled in with what the load shows', () => {
  const chromium = (given: Parameters<typeof exchange>[0], api?: 'xhr') =>
    explainExchange(exchange(given), api)
      .wordings.filter(({ engine }) => engine === 'chromium')
      .map(({ says: words }) => words);
  const at = `Access to fetch at 'https://cdn.example/song' from origin '${page}' has been blocked by CORS policy: `;
  const wrong = { responses: [ok(['Access-Control-Allow-Origin', `${page}/`])] };
  expect(chromium(wrong)).toEqual([
    `${at}The 'Access-Control-Allow-Origin' header has a value '${page}/' that is not equal to the supplied origin. Have the server send the header with a valid value.`,
  ]);
  expect(chromium({ request: { headers: [['X-Song', '1']] } })).toEqual([
    `${at}Request header field x-song is not allowed by Access-Control-Allow-Headers in preflight response.`,
  ]);
  const cookies = { request: { credentials: 'include' }, responses: [ok(own)] } as const;
  expect(chromium(cookies, 'xhr')).toEqual([
    `Access to XMLHttpRequest at 'https://cdn.example/song' from origin '${page}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
  ]);
});
