import { getHeader } from '../../http/headers';
import { asksFor, standardCacheRules } from '../../standards/cache-rules';
import type { Answer } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import { hasStrongValidator, isStorable } from '../../standards/freshness';
import { rangeOf } from '../../standards/http-cache';
import { missingFrom } from '../../standards/later-part';
import { asksOddly, givenByChromium, isRangeAskedFor } from './asked-parts';
import type { ExchangeQuirk } from './exchange-quirk';
import {
  allowed,
  element,
  hasLengthWithoutContent,
  exposed,
  httpDates,
  invalidation,
  isKeptByEngines,
  keptFields,
  loadedAfter,
  namedByNoCache,
  part,
  request,
  storingFields,
  star,
  update,
  withNsprDates,
  changedLongAgo,
  forAWhile,
  freshness,
  heuristics,
  loadedTwice,
  says,
  validated,
  withControl,
} from './kept-answers';

/** What a media element may ask the rest of. */
const isPartOfSong = (answer: Answer): boolean =>
  hasStrongValidator(answer) && getHeader(answer.headers, 'content-range') !== null;

const conditions = [
  ['if-none-match', 'etag'],
  ['if-modified-since', 'last-modified'],
] as const;

/** Values are compared as they stand. */
function isTakenInByChromium(kept: Answer, { headers, cache }: SentRequest): boolean {
  const asked = conditions.filter(([name]) => getHeader(headers, name) !== null);
  return (
    cache !== 'no-store' &&
    asked.length > 0 &&
    asked.every(([name, said]) => [null, getHeader(headers, name)].includes(getHeader(kept.headers, said)))
  );
}

const chromium = { engine: 'chromium', seenIn: ['156.0.8078.108'] } as const;
export const chromiumKeptAnswers: readonly ExchangeQuirk[] = [
  {
    ...chromium,
    id: 'chromium-keeps-nothing-for-opaque-origins',
    title: 'A page of an opaque origin keeps neither answers nor what preflights allow',
    source: 'https://fetch.spec.whatwg.org/#http-cache-partitions',
    example: { ...loadedTwice(200, forAWhile), page: { origin: 'https://app.test:8444', sandbox: true } },
    cache: { keepsForOpaqueOrigins: false },
    preflights: { keepsForOpaqueOrigins: false },
  },
  {
    ...chromium,
    id: 'chromium-reads-loose-dates',
    title: 'A date in another format, such as 12/31/2099, 31 Dec 2099 or 2099-12-31T23:59:59Z, counts',
    source: httpDates,
    example: loadedTwice(200, ['Expires', '2099-12-31T23:59:59Z']),
    keptAs: (answer) => withNsprDates(answer, true),
  },
  {
    ...chromium,
    id: 'chromium-max-age-in-digits',
    title:
      'A max-age that is not digits alone, as one in quotes, or does not stand alone between commas, does not count, nor a no-cache that names fields, be it none',
    source: freshness,
    example: loadedTwice(200, ['Cache-Control', 'max-age="600"']),
    keptAs: (answer) =>
      withControl(answer, (value) =>
        (value.match(/(?:"[^"]*(?:"|$)|[^",])+/g) ?? [])
          .map((directive) => directive.trim())
          .filter((directive) => /^([\w-]+|(max-age|stale-while-revalidate)= *\d+)$/i.test(directive))
          .filter((directive) => !/^max-age$/i.test(directive))
          .join(', '),
      ),
  },
  {
    ...chromium,
    id: 'chromium-keeps-no-passing-fields',
    title:
      'What is kept of an answer has no WWW-Authenticate, no Strict-Transport-Security, and no field that its no-cache names; it has TE and Proxy-Authentication-Info',
    source: storingFields,
    example: loadedTwice(200, forAWhile, exposed, ['WWW-Authenticate', 'Basic realm="songs"']),
    cache: {
      isFieldKept: (name, { headers }) =>
        isKeptByEngines(name) &&
        name !== 'strict-transport-security' &&
        !namedByNoCache(getHeader(headers, 'cache-control') ?? '').includes(name),
    },
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
    id: 'chromium-keeps-any-status',
    title:
      'An answer of any status is kept, so that force-cache takes it, a 304 that came unasked too, but for 416, a 204 that says a length, and a 206 that is not the range asked for, or has no strong validator',
    source: 'https://httpwg.org/specs/rfc9111.html#response.cacheability',
    example: loadedAfter({ status: 500, headers: [star] }, [
      { cache: 'force-cache' },
      { status: 200, headers: [star, exposed] },
    ]),
    cache: {
      isKept(answer, sent) {
        if (answer.status === 416 || hasLengthWithoutContent(answer)) return false;
        return answer.status === 206
          ? isStorable(answer) && isRangeAskedFor(rangeOf(sent), answer)
          : isStorable({ ...answer, status: 200 });
      },
    },
  },
  {
    ...chromium,
    id: 'chromium-keeps-no-beginnings',
    title: 'Where a part of a file is kept, a server is asked for the rest of it',
    source: 'https://httpwg.org/specs/rfc9111.html#incomplete.responses',
    example: {
      ...loadedTwice(200),
      request: { ...request, headers: [['Range', 'bytes=0-']] },
      responses: [
        {
          for: 'actual',
          status: 206,
          headers: [
            star,
            forAWhile,
            ['ETag', '"a"'],
            ['Content-Range', 'bytes 0-32043/99999'],
            ['Content-Length', '32044'],
          ],
        },
      ],
    },
    keptAs: (answer) => (missingFrom(answer) === null ? answer : validated(answer)),
  },
  {
    ...chromium,
    id: 'chromium-cuts-kept-answers',
    title:
      'A range of what is kept has a Content-Range and a Content-Length, and the whole of it a Content-Length alone',
    source: 'https://httpwg.org/specs/rfc9111.html#constructing.responses.from.caches',
    example: loadedAfter({ status: 200, headers: [star, exposed, forAWhile] }, [
      { headers: [['Range', 'bytes=0-1']] },
      { status: 200, headers: [star] },
    ]),
    cache: { asGiven: givenByChromium, isPassedBy: (sent) => asksOddly(rangeOf(sent)) },
  },
  {
    ...chromium,
    id: 'chromium-reloads-by-header',
    title: 'Cache-Control: no-cache or Pragma: no-cache of a request is the cache mode reload',
    source: 'https://httpwg.org/specs/rfc9111.html#cache-request-directive.no-cache',
    example: loadedAfter({ status: 200, headers: [star, exposed, forAWhile, ['ETag', '"a"']] }, [
      { headers: [['Pragma', 'no-cache']] },
      { status: 200, headers: [star, allowed] },
    ]),
    cache: {
      modeOf(sent) {
        const mode = standardCacheRules.modeOf(sent);
        const isAnew = asksFor(sent, 'no-cache') || /no-cache/i.test(getHeader(sent.headers, 'pragma') ?? '');
        const isNamed = sent.cache && sent.cache !== 'default';
        return isAnew && !isNamed && mode !== 'no-store' ? 'reload' : mode;
      },
    },
  },
  {
    ...chromium,
    id: 'chromium-takes-in-own-validation',
    title:
      'What comes of a request with If-None-Match or If-Modified-Since changes what is kept, or takes its place, unless that says another ETag or date',
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: loadedAfter(
      { status: 200, headers: [star, forAWhile] },
      [{ headers: [['If-None-Match', '"a"']] }, { status: 200, headers: [star, allowed] }],
      [{}, { status: 200, headers: [star, exposed] }],
    ),
    cache: { isTakenIn: isTakenInByChromium },
  },
  {
    ...chromium,
    id: 'chromium-answers-head-by-get',
    title: 'HEAD is answered by what is kept of a GET',
    source: 'https://httpwg.org/specs/rfc9111.html#constructing.responses.from.caches',
    example: loadedAfter({ status: 200, headers: [star, forAWhile] }, [
      { method: 'HEAD' },
      { status: 200, headers: [star, exposed] },
    ]),
    cache: { answersHead: 'GET' },
  },
  {
    ...chromium,
    id: 'chromium-forgets-by-some-methods',
    title:
      'What is kept of a URL is forgotten after POST, DELETE, PATCH, and a PUT with a body, and after none with cache no-store',
    source: invalidation,
    example: loadedAfter(
      { status: 200, headers: [star, forAWhile] },
      [
        { method: 'POST', cache: 'no-store' },
        { status: 200, headers: [star] },
      ],
      [{}, { status: 200, headers: [star, exposed] }],
    ),
    cache: {
      isForgotten: ({ method, cache, hasBody }, { status }) =>
        status < 400 &&
        cache !== 'no-store' &&
        (['POST', 'DELETE', 'PATCH'].includes(method) || (method === 'PUT' && hasBody === true)),
    },
  },
  {
    ...chromium,
    id: 'chromium-updates-less',
    title: 'A 304 changes neither what a kept answer says of its content nor its ETag',
    source: update,
    example: loadedAfter(
      { status: 200, headers: [star, exposed, ['ETag', '"a"'], ['Cache-Control', 'max-age=0']] },
      [{}, { status: 304, headers: [star, ['Content-Type', 'audio/wav']] }],
    ),
    cache: {
      isUpdated: (name) =>
        !keptFields.has(name) && !/^(x-frame-options|x-xss-protection|(x-content|x-webkit)-.*)$/.test(name),
    },
  },
  {
    ...chromium,
    id: 'chromium-elements-share-parts',
    title:
      'A media element that asks for what another one got in a 206 asks no server, whatever that says of its age',
    source: 'https://httpwg.org/specs/rfc9111.html#response.cacheability',
    example: {
      page: { origin: 'https://app.test:8444' },
      request: { ...request, ...element },
      responses: [{ ...part, for: 'actual' }],
      then: [
        { request: { ...request, ...element }, responses: [{ for: 'actual', status: 404, headers: [star] }] },
      ],
    },
    cache: {
      isTakenByElements: ({ status, headers }) =>
        status === 206 && getHeader(headers, 'content-range') !== null,
    },
  },
  {
    ...chromium,
    id: 'chromium-validates-songs-alone',
    title:
      'A 304 stands for a kept answer of 200, or of 206 that says of which part it is, with a strong ETag, or where no range is asked for, and for no other',
    source: 'https://httpwg.org/specs/rfc9111.html#validation.sent',
    example: loadedAfter(
      { status: 404, headers: [star, exposed, ['ETag', '"a"'], ['Cache-Control', 'no-cache']] },
      [{}, { status: 304, headers: [star] }],
    ),
    cache: {
      isValidated: (answer, sent) =>
        standardCacheRules.isValidated(answer, sent) &&
        (answer.status === 200 ||
          (answer.status === 206 &&
            sent.method !== 'HEAD' &&
            (rangeOf(sent) === null || isPartOfSong(answer)))),
    },
  },
  {
    ...chromium,
    id: 'chromium-keeps-no-refused-authentication',
    title: 'A 401 is not kept, however long it is fresh',
    source: 'https://httpwg.org/specs/rfc9111.html#response.cacheability',
    example: loadedTwice(401, forAWhile),
    keptAs: (answer) => (answer.status === 401 ? validated(answer) : answer),
  },
];
