import { getHeader, type HeaderLine } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';
import { useOf } from '../../standards/freshness';
import { isMedia } from '../../standards/media-destination';
import type { ExchangeQuirk } from './exchange-quirk';
import { mostSeconds, withParsedControl } from './firefox-cache-control';
import {
  element,
  httpDates,
  invalidation,
  isKeptByEngines,
  keptFields,
  loadedAfter,
  update,
  withNsprDates,
  exposed,
  forAWhile,
  freshness,
  heuristics,
  loadedTwice,
  request,
  storingFields,
  says,
  star,
  validated,
  withControl,
} from './kept-answers';

/** By its `Location`, a redirect; others of the range, and errors, are not kept in Firefox. */
const isKeptInFirefox = ({ status, headers }: Answer): boolean =>
  [200, 203, 204, 206].includes(status) ||
  status === 410 ||
  (status > 300 && status < 400 && getHeader(headers, 'location') !== null);

const firefox = { engine: 'firefox', seenIn: ['153.7.0'] } as const;
export const firefoxKeptAnswers: readonly ExchangeQuirk[] = [
  {
    ...firefox,
    id: 'firefox-reads-loose-dates',
    title: 'A date in another format, such as 12/31/2099 or 31 Dec 2099, counts',
    source: httpDates,
    example: loadedTwice(200, ['Expires', '12/31/2099']),
    keptAs: (answer) => withNsprDates(answer, false),
  },
  {
    ...firefox,
    id: 'firefox-parses-cache-control',
    title:
      'Of several max-age the last counts, by the digits that it begins with; one in quotes, or beyond 32 bits, does not count, nor what comes after a directive with more behind it than it can have',
    source: freshness,
    example: loadedTwice(200, ['Cache-Control', 'max-age=0, max-age=600']),
    keptAs: withParsedControl,
  },
  {
    ...firefox,
    id: 'firefox-reads-the-digits-of-an-age',
    title:
      'An Age counts by the digits that it begins with, and may have a plus before them; one below zero is older than anything',
    source: 'https://httpwg.org/specs/rfc9111.html#field.age',
    example: loadedTwice(200, forAWhile, ['Age', '+700']),
    keptAs: (answer) => ({
      ...answer,
      headers: answer.headers.map(([name, value]): HeaderLine => {
        const [, sign, digits] = /^\s*([-+]?)(\d+)/.exec(value) ?? [];
        if (!/^age$/i.test(name) || digits === undefined) return [name, value];
        return [name, sign === '-' && Number(digits) > 0 ? String(mostSeconds) : digits];
      }),
    }),
  },
  {
    ...firefox,
    id: 'firefox-keeps-no-challenge',
    title: 'What is kept of an answer has no WWW-Authenticate; it has TE and Proxy-Authentication-Info',
    source: storingFields,
    example: loadedTwice(200, forAWhile, exposed, ['WWW-Authenticate', 'Basic realm="songs"']),
    cache: { isFieldKept: isKeptByEngines },
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
    title:
      'An error, but for 410, a redirect that leads nowhere, and what is neither 200, 203, 204 nor 206 are asked for again, whatever they say',
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
    id: 'firefox-keeps-apart-by-credentials',
    title:
      'What is kept of requests that may carry credentials answers none that may not, and the other way round',
    source: 'https://fetch.spec.whatwg.org/#http-cache-partitions',
    example: {
      ...loadedTwice(200, forAWhile),
      then: [
        {
          request: { ...request, credentials: 'include' },
          responses: [
            {
              for: 'actual',
              status: 200,
              headers: [
                ['Access-Control-Allow-Origin', 'https://app.test:8444'],
                ['Access-Control-Allow-Credentials', 'true'],
              ],
            },
          ],
        },
      ],
    },
    partOf: ({ withCredentials }) => (withCredentials ? 'with credentials' : 'without credentials'),
  },
  {
    ...firefox,
    id: 'firefox-asks-again-what-redirects-to-itself',
    title: 'Where a redirect leads back to a URL of the same load, what is kept of that is not looked at',
    source: 'https://httpwg.org/specs/rfc9111.html#constructing.responses.from.caches',
    example: {
      ...loadedTwice(301),
      responses: [
        { for: 'redirect-1', status: 301, headers: [star, forAWhile, ['Location', '#moved']] },
        { for: 'actual', status: 200, headers: [star] },
      ],
      then: [],
    },
    cache: { asksLoopsAgain: true },
  },
  {
    ...firefox,
    id: 'firefox-keeps-elements-apart',
    title: 'Across sites, what is kept of media elements answers no script, and the other way round',
    source: 'https://httpwg.org/specs/rfc9111.html#combining.responses',
    example: loadedAfter({ status: 200, headers: [star, forAWhile] }, [
      element,
      { status: 404, headers: [star] },
    ]),
    partOf: ({ destination, secFetch }) =>
      isMedia(destination) && secFetch?.site.startsWith('same-') !== true ? 'elements' : 'scripts',
  },
  {
    ...firefox,
    id: 'firefox-forgets-by-no-method',
    title: 'What is kept of a URL answers GET after POST, PUT or DELETE, too',
    source: invalidation,
    example: loadedAfter(
      { status: 200, headers: [star, forAWhile] },
      [{ method: 'POST' }, { status: 200, headers: [star] }],
      [{}, { status: 200, headers: [star, exposed] }],
    ),
    cache: { isForgotten: () => false },
  },
  {
    ...firefox,
    id: 'firefox-updates-less',
    title: 'A 304 changes neither what a kept answer says of its content nor its ETag',
    source: update,
    example: loadedAfter(
      {
        status: 200,
        headers: [star, exposed, ['ETag', '"a"'], ['Cache-Control', 'max-age=0'], ['Content-Length', '7']],
      },
      [{}, { status: 304, headers: [star, ['Content-Type', 'audio/wav']] }],
    ),
    cache: { isUpdated: (name) => !keptFields.has(name) },
  },
  {
    ...firefox,
    id: 'firefox-validates-what-has-a-length',
    title:
      'A 304 stands for a kept answer below 300 that says its length, comes in chunks, or has none by its status, whether it has a validator or not, and for no other',
    source: 'https://httpwg.org/specs/rfc9111.html#validation.sent',
    example: loadedAfter(
      { status: 200, headers: [star, exposed, ['ETag', '"a"'], ['Cache-Control', 'max-age=0']] },
      [{}, { status: 304, headers: [star] }],
    ),
    cache: {
      isValidated: ({ status, headers }) =>
        status === 204 ||
        (status < 300 &&
          (getHeader(headers, 'content-length') !== null ||
            getHeader(headers, 'transfer-encoding') !== null)),
    },
  },
  {
    ...firefox,
    id: 'firefox-answers-head-by-head',
    title: 'HEAD is answered by what is kept of HEAD',
    source: 'https://httpwg.org/specs/rfc9111.html#caching.overview',
    example: loadedAfter(
      { status: 200, headers: [star, forAWhile] },
      [{ method: 'HEAD' }, { status: 200, headers: [star, forAWhile] }],
      [{ method: 'HEAD' }, { status: 200, headers: [star, exposed] }],
    ),
    cache: { answersHead: 'HEAD' },
  },
];
