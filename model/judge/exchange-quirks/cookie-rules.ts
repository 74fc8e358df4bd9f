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

/** Quirks that engines have alike. */
const ofAttributes = ({
  engine,
  seenIn,
}: Pick<ExchangeQuirk, 'engine' | 'seenIn'>): readonly ExchangeQuirk[] => [
  {
    id: `${engine}-counts-the-last-max-age`,
    engine,
    title: 'Of several Max-Age or Expires the last counts, though it is none: the others are forgotten',
    seenIn,
    source: `${source}#section-5.7`,
    example: loads(app, sets(app, 'a=1; Max-Age=0; Max-Age=x'), sets(app)),
    cookies: { lastCounts: true },
  },
  {
    id: `${engine}-refuses-a-dot-for-a-domain`,
    engine,
    title: 'A cookie with Domain=. is not stored',
    seenIn,
    source: `${source}#section-5.6.3`,
    example: loads(app, sets(app, 'a=1; Domain=.'), sets(app)),
    cookies: { takesDotDomain: false },
  },
];

export const chromiumCookieQuirks: readonly ExchangeQuirk[] = [
  ...ofAttributes({ engine: 'chromium', seenIn: ['156.0.8078.108'] }),
  {
    id: 'chromium-takes-a-plus-before-max-age',
    engine: 'chromium',
    title: 'A Max-Age may begin with a plus',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.6.2`,
    example: loads(app, sets(app, 'a=1; Max-Age=+0'), sets(app)),
    cookies: { age: /^[+-]?\d+$/ },
  },
  {
    id: 'chromium-refuses-cookies-with-a-tab',
    engine: 'chromium',
    title: 'A cookie with a tab within its name, its value or an attribute is not stored',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.6`,
    example: loads(app, sets(app, 'a=1\t2'), sets(app)),
    cookies: { takesTabs: false },
  },
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
  {
    id: 'chromium-refuses-cookies-without-name-that-seem-to-have-one',
    engine: 'chromium',
    title: 'A cookie without a name, in whose value there is a =, is not stored',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.6`,
    example: loads(app, sets(app, '=a=b'), sets(app)),
    cookies: { nameless: 'without =' },
  },
  {
    id: 'chromium-reads-old-dates',
    engine: 'chromium',
    title:
      'An Expires before 1601 counts, and so does one with a year of one digit, but none with letters behind its time',
    seenIn: ['156.0.8078.108'],
    source: `${source}#section-5.1.1`,
    example: loads(app, sets(app, 'a=1; Expires=Mon, 01 Jan 1600 00:00:00 GMT'), sets(app)),
    cookies: {
      dates: {
        time: /^0*(\d{1,2}):(\d{1,2}):(\d{1,2})$/,
        year: /^\d{1,4}(?!\d)/,
        firstYear: 0,
        countsOn: false,
      },
    },
  },
];

export const firefoxCookieQuirks: readonly ExchangeQuirk[] = [
  ...ofAttributes({ engine: 'firefox', seenIn: ['153.8.0'] }),
  {
    id: 'firefox-sends-cookies-to-the-other-scheme',
    engine: 'firefox',
    title: 'A Lax or Strict cookie goes from a page over http to its own site over https, too',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.2`,
    example: loads('http://app.test', sets(app, 'a=1; SameSite=Lax'), sets(app)),
    cookies: { countsSchemes: false },
  },
  {
    id: 'firefox-takes-any-minus-for-an-age',
    engine: 'firefox',
    title: 'A Max-Age that begins with a minus has passed, whatever follows',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.6.2`,
    example: loads(app, sets(app, 'a=1; Max-Age=-x'), sets(app)),
    cookies: { age: /^(\d+$|-)/ },
  },
  {
    id: 'firefox-reads-cookies-as-utf-8',
    engine: 'firefox',
    title: 'Bytes in the value of a cookie that are not UTF-8 come back as U+FFFD; those of its name do not',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.6`,
    example: loads(app, sets(app, 'a=\xe9'), sets(app)),
    cookies: { valueIsUtf8: true },
  },
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
  {
    id: 'firefox-names-every-cookie',
    engine: 'firefox',
    title:
      'A line without = is the name of a cookie whose value is empty, and one without a name is not stored',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.6`,
    example: loads(app, sets(app, 'a', '=b'), sets(app)),
    cookies: { nameless: 'never' },
  },
  {
    id: 'firefox-takes-the-path-of-a-host-cookie',
    engine: 'firefox',
    title: 'A __Host- cookie need not say Path=/ where the folder of its URL is /',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.7`,
    example: loads(app, sets(app, '__Host-a=1; Secure'), sets(app)),
    cookies: { hostSaysPath: false },
  },
  {
    id: 'firefox-reads-dates-that-are-none',
    engine: 'firefox',
    title:
      'An Expires before 1601 counts, and so does one without a time, or of a day or an hour that is none: 31 Feb is 3 Mar',
    seenIn: ['153.8.0'],
    source: `${source}#section-5.1.1`,
    example: loads(app, sets(app, 'a=1; Expires=Wed, 31 Feb 1999 00:00:00 GMT'), sets(app)),
    cookies: {
      dates: {
        time: /^0*(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?!\d)/,
        year: /^(?:\d{4}|\d{2})(?!\d)/,
        firstYear: 0,
        countsOn: true,
      },
    },
  },
];
