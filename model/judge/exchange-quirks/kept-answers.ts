import { getHeader, type HeaderLine } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';
import { useOf } from '../../standards/freshness';
import type { ExchangeQuirk } from './exchange-quirk';

const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
const exposed: HeaderLine = ['Access-Control-Expose-Headers', '*'];
const request = {
  url_origin: 'https://cdn.test:8443',
  path: '/a',
  mode: 'cors',
  credentials: 'omit',
  method: 'GET',
  headers: [],
  destination: '',
} as const;

/** A load, and the same again; the server exposes more the second time. */
const loadedTwice = (status: number, ...lines: HeaderLine[]): ExchangeQuirk['example'] => ({
  page: { origin: 'https://app.test:8444' },
  request,
  responses: [{ for: 'actual', status, headers: [star, ...lines] }],
  then: [{ request, responses: [{ for: 'actual', status: 200, headers: [star, exposed] }] }],
});

const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];
const changedLongAgo: HeaderLine = ['Last-Modified', 'Sat, 01 Jan 2022 00:00:00 GMT'];

/** Answers with `Cache-Control` lines changed; those without have none to change. */
const withControl = (answer: Answer, change: (value: string) => string): Answer => ({
  ...answer,
  headers: answer.headers.map(([name, value]): HeaderLine => [
    name,
    /^cache-control$/i.test(name) ? change(value) : value,
  ]),
});

const validated = (answer: Answer): Answer => ({ ...answer, headers: [['Cache-Control', 'no-cache']] });
const says = ({ headers }: Answer, name: string, what: RegExp): boolean =>
  what.test(getHeader(headers, name) ?? '');

const freshness = 'https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime';
const heuristics = 'https://httpwg.org/specs/rfc9111.html#heuristic.freshness';

const chromium = { engine: 'chromium', seenIn: ['156.0.8078.108'] } as const;
export const chromiumKeptAnswers: readonly ExchangeQuirk[] = [
  {
    ...chromium,
    id: 'chromium-max-age-in-digits',
    title: 'A max-age in quotes, or with spaces around its sign, does not count',
    source: freshness,
    example: loadedTwice(200, ['Cache-Control', 'max-age="600"']),
    keptAs: (answer) =>
      withControl(answer, (value) => value.replace(/max-age(\s*=\s*"[^"]*"|\s+=\s*\d*|=\s+\d*)/gi, '')),
  },
  {
    ...chromium,
    id: 'chromium-pragma',
    title: 'Pragma: no-cache counts beside a Cache-Control',
    source: 'https://httpwg.org/specs/rfc9111.html#field.pragma',
    example: loadedTwice(200, ['Pragma', 'no-cache'], forAWhile),
    keptAs: (answer) => (says(answer, 'pragma', /no-cache/i) ? validated(answer) : answer),
  },
  {
    ...chromium,
    id: 'chromium-guesses-less',
    title: 'An answer that must be revalidated, or has no content, is not kept by its Last-Modified alone',
    source: heuristics,
    example: loadedTwice(200, changedLongAgo, ['Cache-Control', 'must-revalidate']),
    keptAs: (answer) =>
      (answer.status === 204 || says(answer, 'cache-control', /must-revalidate/i)) &&
      !says(answer, 'cache-control', /max-age/i) &&
      getHeader(answer.headers, 'expires') === null
        ? validated(answer)
        : answer,
  },
  {
    ...chromium,
    id: 'chromium-part-unasked',
    title: 'A 206 that does not say of which part it is answers no later request',
    source: 'https://httpwg.org/specs/rfc9111.html#incomplete.responses',
    example: loadedTwice(206, forAWhile, ['ETag', '"a"']),
    keptAs: (answer) =>
      answer.status === 206 && getHeader(answer.headers, 'content-range') === null
        ? validated(answer)
        : answer,
  },
];

/** By its `Location`, a redirect; others of the range, and errors, are not kept in Firefox. */
const isKeptInFirefox = ({ status, headers }: Answer): boolean =>
  status < 300 || status === 410 || (status > 300 && status < 400 && getHeader(headers, 'location') !== null);

const firefox = { engine: 'firefox', seenIn: ['153.7.0'] } as const;
export const firefoxKeptAnswers: readonly ExchangeQuirk[] = [
  {
    ...firefox,
    id: 'firefox-last-max-age',
    title:
      'Of several max-age the last counts, by the digits that it begins with; one in quotes does not count',
    source: freshness,
    example: loadedTwice(200, ['Cache-Control', 'max-age=0, max-age=600']),
    keptAs(answer) {
      const all = [
        ...(getHeader(answer.headers, 'cache-control') ?? '').matchAll(/max-age\s*=\s*([^\s,]*)/gi),
      ];
      const [, digits] = /^(\d+)/.exec(all.at(-1)?.[1] ?? '') ?? [];
      const rest = (value: string): string => value.replace(/(^|[\s,])max-age\s*=\s*[^\s,]*/gi, '$1');
      return all.length === 0
        ? answer
        : withControl(
            answer,
            (value) => `${digits === undefined ? '' : `max-age=${digits}, `}${rest(value)}`,
          );
    },
  },
  {
    ...firefox,
    id: 'firefox-pragma',
    title: 'Pragma: no-cache counts beside a Cache-Control',
    source: 'https://httpwg.org/specs/rfc9111.html#field.pragma',
    example: loadedTwice(200, ['Pragma', 'no-cache'], forAWhile),
    keptAs: (answer) => (says(answer, 'pragma', /no-cache/i) ? validated(answer) : answer),
  },
  {
    ...firefox,
    id: 'firefox-keeps-no-error',
    title: 'An error, but for 410, and a redirect that leads nowhere are asked for again, whatever they say',
    source: 'https://httpwg.org/specs/rfc9111.html#response.cacheability',
    example: loadedTwice(404, forAWhile),
    keptAs: (answer) => (isKeptInFirefox(answer) ? answer : validated(answer)),
  },
  {
    ...firefox,
    id: 'firefox-asks-redirects-again',
    title: 'A 301 or 308 that does not say for how long is asked for again',
    source: heuristics,
    example: {
      ...loadedTwice(301),
      responses: [
        { for: 'redirect-1', status: 301, headers: [star, ['Location', '/b']] },
        { for: 'actual', status: 200, headers: [star, ['Cache-Control', 'no-store']] },
      ],
      then: [
        {
          request,
          responses: [
            { for: 'redirect-1', status: 200, headers: [star] },
            { for: 'actual', status: 200, headers: [star, exposed] },
          ],
        },
      ],
    },
    keptAs: (answer) =>
      (answer.status === 301 || answer.status === 308) &&
      ['cache-control', 'expires', 'last-modified'].every((name) => getHeader(answer.headers, name) === null)
        ? validated(answer)
        : answer,
  },
  {
    ...firefox,
    id: 'firefox-stale-since-it-came',
    title: 'stale-while-revalidate counts from when an answer came that was stale already',
    source: 'https://httpwg.org/specs/rfc5861.html',
    example: loadedTwice(200, ['Cache-Control', 'max-age=600, stale-while-revalidate=60'], ['Age', '700']),
    keptAs: (answer) =>
      says(answer, 'cache-control', /stale-while-revalidate/i) &&
      says(answer, 'age', /\d/) &&
      useOf(answer) === 'validate'
        ? withControl(
            { ...answer, headers: answer.headers.filter(([name]) => !/^(age|date)$/i.test(name)) },
            (value) => value.replace(/max-age\s*=\s*\d+/i, 'max-age=0'),
          )
        : answer,
  },
  {
    ...firefox,
    id: 'firefox-no-cache-of-fields',
    title: 'A no-cache that names fields counts for the whole answer',
    source: 'https://httpwg.org/specs/rfc9111.html#cache-response-directive.no-cache',
    example: loadedTwice(200, ['Cache-Control', 'no-cache="X-A", max-age=600']),
    keptAs: (answer) => (says(answer, 'cache-control', /no-cache\s*=/i) ? validated(answer) : answer),
  },
];
