import type { ExchangeCase, LaterLoad } from '../../standards/exchange-case';
import type { ExchangeQuirk } from './exchange-quirk';

const app = 'https://app.test';
const cdn = 'https://cdn.test';

/** A load with cookies, whose answer sets some. */
function sets(url_origin: string, ...lines: readonly string[]): LaterLoad {
  const request = {
    url_origin,
    path: '/song',
    mode: 'no-cors',
    credentials: 'include',
    method: 'GET',
    headers: [],
    destination: '',
  } as const;
  const headers = lines.map((line) => ['Set-Cookie', line] as const);
  return { request, responses: [{ for: 'actual', status: 200, headers }] };
}

const loads = (
  origin: string,
  first: LaterLoad,
  ...then: readonly LaterLoad[]
): Omit<ExchangeCase, 'id'> => ({ page: { origin }, ...first, then });

const source = 'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html';

const fromHome = sets(app, 'a=1; Path=/');
const [home] = fromHome.responses;

export const chromiumCookieQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-sends-cookies-home-by-the-last-url',
    engine: 'chromium',
    title:
      'A Lax or Strict cookie goes with a redirect to the site of the page, whatever sites were on the way',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.2`,
    example: {
      page: { origin: app },
      request: fromHome.request,
      responses: [
        { ...home!, for: 'redirect-1', status: 302, headers: [...home!.headers, ['Location', `${cdn}/a`]] },
        { for: 'redirect-2', status: 302, headers: [['Location', `${app}/b`]] },
        { for: 'actual', status: 200, headers: [] },
      ],
    },
    cookies: { countsRedirects: false },
  },
  {
    id: 'chromium-takes-a-cookie-of-another-value-for-new',
    engine: 'chromium',
    title: 'A cookie that gets another value comes after those that were set before',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.7`,
    example: loads(app, sets(app, 'a=1', 'b=2'), sets(app, 'a=3'), sets(app)),
    cookies: { keepsAge: false },
  },
];

export const firefoxCookieQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'firefox-takes-unsaid-same-site-for-none',
    engine: 'firefox',
    title: 'A cookie without SameSite goes to other sites, Secure or not',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.7`,
    example: loads(app, sets(cdn, 'a=1'), sets(cdn)),
    cookies: { unsaid: 'None' },
  },
  {
    id: 'firefox-partitions-cookies-of-other-sites',
    engine: 'firefox',
    title:
      'A cookie of another site is partitioned, whether it says so or not, and takes the place of one that says it',
    seenIn: ['153.8.0'],
    source: 'https://github.com/privacycg/CHIPS',
    example: loads(
      app,
      sets(cdn, 'a=1; Secure; SameSite=None; Partitioned', 'a=2; Secure; SameSite=None'),
      sets(cdn),
    ),
    cookies: { partitionsOtherSites: true },
  },
];
