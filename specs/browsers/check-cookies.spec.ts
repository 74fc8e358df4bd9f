import type { SessionCookie } from '../../model/check/session-cookie';
import { ownCookie } from '../../runner/check/own-cookie';
import type { CheckBrowser } from '../../runner/check/check-browser';
import { appOrigin, giveSong, own, run, test, turned, type Answer } from '../support/checking';
import { expect } from '../support';

const credentials = ['Access-Control-Allow-Credentials', 'true'] as const;

/** What a server saw, by who asked and how. */
interface Seen {
  readonly who: 'browser' | 'direct';
  readonly method: string;
  readonly cookie: string | undefined;
}

/** Gives the song to whoever has the cookie, and writes down who had it. */
const forMembers =
  (seen: Seen[], answer: Answer = giveSong(own, credentials)): Answer =>
  (req, res) => {
    const { cookie, 'user-agent': agent = '' } = req.headers;
    seen.push({ who: agent.includes('Earshot/') ? 'direct' : 'browser', method: req.method!, cookie });
    if (cookie?.includes('id=member') === true) answer(req, res);
    else res.writeHead(401, [...own, ...credentials].flat()).end();
  };

const cookieFor = (url: string, name = 'id', value = 'member-of-mine'): SessionCookie => {
  const cookie = ownCookie(url, name, value);
  if (typeof cookie === 'string') throw new Error(cookie);
  return cookie;
};

async function check(
  browser: CheckBrowser,
  url: string,
  cookies: readonly SessionCookie[],
  options: Parameters<typeof run>[2] = {},
) {
  browser.turnTo({ headers: [], cookies, mostRequests: 99 });
  try {
    return await run(browser, url, { cookies, ...options });
  } finally {
    browser.turnTo(turned);
  }
}

test('a cookie goes with loads that have credentials, and with no other', async ({ checking, serve }) => {
  const seen: Seen[] = [];
  const url = await serve(forMembers(seen));
  const { loads } = await check(checking, url, [cookieFor(url)], {
    loaders: ['fetch-include', 'fetch-same-origin', 'audio-use-credentials'],
  });
  expect(loads.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['readable', null],
    ['blocked', 'auth'],
    ['readable', null],
  ]);
  const direct = seen.filter(({ who, method }) => who === 'direct' && method === 'GET');
  // The load that counts has credentials, so the questions have.
  expect(direct.length).toBeGreaterThan(3);
  expect(direct.every(({ cookie }) => cookie === 'id=member-of-mine')).toBe(true);
  expect(seen.filter(({ method, cookie }) => method === 'OPTIONS' && cookie !== undefined)).toEqual([]);
});

test('SameSite decides, and what is asked without credentials has no cookie', async ({ checking, serve }) => {
  const seen: Seen[] = [];
  const url = await serve(forMembers(seen));
  const strict = { ...cookieFor(url), sameSite: 'Strict' as const };
  const page = { pages: [{ origin: appOrigin }], loaders: ['fetch-include'] as const };
  const [load] = (await check(checking, url, [strict], page)).loads;
  expect(load).toMatchObject({ outcome: 'blocked', reason: 'auth' });
  expect(seen.every(({ cookie }) => cookie === undefined)).toBe(true);
});

test('another origin of the same host gets no cookie of the person, and what it sets itself comes back', async ({
  checking,
  serve,
}) => {
  const seen: Seen[] = [];
  const target = await serve((req, res) => {
    seen.push({ who: 'browser', method: req.method!, cookie: req.headers.cookie });
    giveSong(own, credentials)(req, res);
  });
  const url = await serve(
    forMembers([], (_req, res) => {
      const cookie = ['Set-Cookie', 'theirs=1; SameSite=None; Secure; Path=/'];
      res.writeHead(302, [...cookie, 'Location', target, ...own, ...credentials].flat()).end();
    }),
  );
  await check(checking, url, [cookieFor(url)], { loaders: ['fetch-include'], proves: false });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.some(({ cookie }) => cookie === 'theirs=1')).toBe(true);
  expect(seen.every(({ cookie = '' }) => !cookie.includes('member'))).toBe(true);
});
