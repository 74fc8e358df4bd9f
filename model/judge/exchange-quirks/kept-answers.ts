import { getHeader, type HeaderLine } from '../../http/headers';
import { isHopByHop } from '../../http/hop-by-hop';
import type { Answer, ExchangeCase } from '../../standards/exchange-case';
import type { ExchangeQuirk } from './exchange-quirk';
import { parseNsprDate } from './nspr-date';

export const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
export const exposed: HeaderLine = ['Access-Control-Expose-Headers', '*'];
export const request = {
  url_origin: 'https://cdn.test:8443',
  path: '/a',
  mode: 'cors',
  credentials: 'omit',
  method: 'GET',
  headers: [],
  destination: '',
} as const;

/** A load, and the same again; the server exposes more the second time. */
export const loadedTwice = (status: number, ...lines: HeaderLine[]): ExchangeQuirk['example'] => ({
  page: { origin: 'https://app.test:8444' },
  request,
  responses: [{ for: 'actual', status, headers: [star, ...lines] }],
  then: [{ request, responses: [{ for: 'actual', status: 200, headers: [star, exposed] }] }],
});

/** What a preflight is allowed, in an example whose script names headers of its own. */
export const allowed: HeaderLine = [
  'Access-Control-Allow-Headers',
  'cache-control, if-none-match, pragma, range',
];

/** A 204 that says that something comes, which does not. */
export const hasLengthWithoutContent = ({ status, headers }: Answer): boolean =>
  status === 204 && Number(getHeader(headers, 'content-length') ?? '0') !== 0;

export const forAWhile: HeaderLine = ['Cache-Control', 'max-age=600'];
export const changedLongAgo: HeaderLine = ['Last-Modified', 'Sat, 01 Jan 2022 00:00:00 GMT'];

/** Answers with `Cache-Control` lines changed; those without have none to change. */
export const withControl = (answer: Answer, change: (value: string) => string): Answer => ({
  ...answer,
  headers: answer.headers.map(([name, value]): HeaderLine => [
    name,
    /^cache-control$/i.test(name) ? change(value) : value,
  ]),
});

export const validated = (answer: Answer): Answer => ({
  ...answer,
  headers: [['Cache-Control', 'no-cache']],
});
export const says = ({ headers }: Answer, name: string, what: RegExp): boolean =>
  what.test(getHeader(headers, name) ?? '');

/** Fields that all engines keep, though they go no further than one connection; and one of that connection's user, which they do not. */
const keptOfConnection = ['te', 'proxy-authentication-info'];
export const isKeptByEngines = (name: string): boolean =>
  keptOfConnection.includes(name) || (name !== 'www-authenticate' && !isHopByHop(name));

/** The fields that a `Cache-Control` has validated each time, in small letters. */
export const namedByNoCache = (control: string): readonly string[] =>
  /no-cache="([^"]*)"/i
    .exec(control)?.[1]
    ?.toLowerCase()
    .split(/[\s,]+/) ?? [];

export const storingFields = 'https://httpwg.org/specs/rfc9111.html#storing.fields';
export const update = 'https://httpwg.org/specs/rfc9111.html#update';
export const invalidation = 'https://httpwg.org/specs/rfc9111.html#invalidation';
export const httpDates = 'https://httpwg.org/specs/rfc9110.html#http.date';
export const freshness = 'https://httpwg.org/specs/rfc9111.html#calculating.freshness.lifetime';
export const heuristics = 'https://httpwg.org/specs/rfc9111.html#heuristic.freshness';

/** A load; others of the same URL after it, in which the request or the answer differs. */
export const loadedAfter = (
  first: Answer,
  ...then: readonly [Partial<ExchangeCase['request']>, Answer][]
): ExchangeQuirk['example'] => ({
  page: { origin: 'https://app.test:8444' },
  request,
  responses: [{ for: 'actual', ...first }],
  then: then.map(([changed, answer]) => ({
    request: { ...request, ...changed },
    responses: [{ for: 'actual', ...answer }],
  })),
});

const dateNames = /^(date|expires|last-modified)$/i;
/** The last that the formats of HTTP have. */
const lastDate = Date.UTC(9999, 11, 31);

/** Answers with their dates as NSPR reads them. */
export const withNsprDates = (answer: Answer, knowsIso: boolean): Answer => ({
  ...answer,
  headers: answer.headers.map(([name, value]): HeaderLine => {
    const date = dateNames.test(name) ? parseNsprDate(value, knowsIso) : NaN;
    return [name, Number.isNaN(date) ? value : new Date(Math.min(date, lastDate)).toUTCString()];
  }),
});

/** Fields of a kept answer that a 304 does not change, in both engines. */
export const keptFields: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'etag',
]);

export const element = { destination: 'audio', crossorigin: 'anonymous' } as const;
/** All of a song as a part of itself, without a validator. */
export const part: Answer = {
  status: 206,
  headers: [star, ['Content-Type', 'audio/wav'], ['Content-Range', 'bytes 0-32043/32044']],
};
