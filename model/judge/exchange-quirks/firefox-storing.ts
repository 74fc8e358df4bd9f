import { getHeader } from '../../http/headers';
import { asksFor, standardCacheRules } from '../../standards/cache-rules';
import { isStorable } from '../../standards/freshness';
import { rangeOf } from '../../standards/http-cache';
import { totalOf } from '../../standards/later-part';
import type { ExchangeQuirk } from './exchange-quirk';
import {
  allowed,
  exposed,
  forAWhile,
  hasLengthWithoutContent,
  loadedAfter,
  request,
  star,
} from './kept-answers';

const refusedRedirect = {
  for: 'redirect-1',
  status: 301,
  headers: [forAWhile, ['Location', 'https://mirror.test:8443/a']],
} as const;

/** What `browser.cache.disk.max_entry_size` has, in bytes. */
const mostBytes = 51_200 * 1024;

const firefox = { engine: 'firefox', seenIn: ['153.7.0'] } as const;

/** What Firefox puts into its cache, and which requests pass that by. */
export const firefoxStoring: readonly ExchangeQuirk[] = [
  {
    ...firefox,
    id: 'firefox-keeps-any-status',
    title:
      'An answer of any status is kept, so that force-cache takes it, and a 206 whatever its validator, but for a redirect that leads nowhere, a 204 that says a length, and a file of more than 50 MiB',
    source: 'https://httpwg.org/specs/rfc9111.html#response.cacheability',
    example: loadedAfter({ status: 500, headers: [star] }, [
      { cache: 'force-cache' },
      { status: 200, headers: [star, exposed] },
    ]),
    cache: {
      isKept: (answer) =>
        (Math.trunc(answer.status / 100) !== 3 || getHeader(answer.headers, 'location') !== null) &&
        !hasLengthWithoutContent(answer) &&
        Number(totalOf(answer) ?? '0') <= mostBytes &&
        isStorable({ ...answer, status: 200 }),
    },
  },
  {
    ...firefox,
    id: 'firefox-keeps-no-empty-fields',
    title: 'Fields with nothing in them are not kept with an answer',
    source: 'https://httpwg.org/specs/rfc9111.html#storing.fields',
    example: loadedAfter({ status: 200, headers: [star, exposed, forAWhile, ['Age', '']] }, [
      {},
      { status: 200, headers: [star] },
    ]),
    cache: {
      asGiven: (answer) => ({
        ...answer,
        headers: answer.headers.filter(([, value]) => value.trim() !== ''),
      }),
    },
  },
  {
    ...firefox,
    id: 'firefox-passes-by-no-store',
    title: 'Cache-Control: no-store of a request is the cache mode no-store',
    source: 'https://httpwg.org/specs/rfc9111.html#cache-request-directive.no-store',
    example: loadedAfter({ status: 200, headers: [star, forAWhile] }, [
      { headers: [['Cache-Control', 'no-store']] },
      { status: 200, headers: [star, allowed, exposed] },
    ]),
    cache: {
      modeOf: (sent) =>
        (sent.cache ?? 'default') === 'default' && asksFor(sent, 'no-store')
          ? 'no-store'
          : standardCacheRules.modeOf(sent),
    },
  },
  {
    ...firefox,
    id: 'firefox-keeps-no-ranges',
    title: 'What asks for another range than bytes=0- is answered by nothing that is kept, and not kept',
    source: 'https://httpwg.org/specs/rfc9111.html#constructing.responses.from.caches',
    example: loadedAfter({ status: 200, headers: [star, forAWhile] }, [
      { headers: [['Range', 'bytes=0-9']] },
      { status: 200, headers: [star, exposed] },
    ]),
    cache: { isPassedBy: (sent) => (rangeOf(sent) ?? 'bytes=0-') !== 'bytes=0-' },
  },
  {
    ...firefox,
    id: 'firefox-keeps-refused-answers',
    title:
      'An answer that fails the CORS check stays in the cache, and while it is fresh, nobody is asked again',
    source: 'https://httpwg.org/specs/rfc9111.html#incomplete.responses',
    example: loadedAfter({ status: 200, headers: [forAWhile] }, [{}, { status: 200, headers: [star] }]),
    cache: { keepsRefused: true },
  },
  {
    ...firefox,
    id: 'firefox-forgets-refused-redirects',
    title: 'A redirect that fails the CORS check is not kept, however long it is fresh',
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    example: {
      page: { origin: 'https://app.test:8444' },
      request,
      responses: [refusedRedirect, { for: 'actual', status: 200, headers: [star] }],
      then: [{ request, responses: [{ for: 'actual', status: 200, headers: [star] }] }],
    },
    cache: { keepsRefusedRedirects: false },
  },
];
