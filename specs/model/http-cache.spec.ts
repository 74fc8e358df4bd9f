import { expect, test } from '@playwright/test';
import { askThroughCache, forgetRefused, type HttpCache } from '../../model/oracle/http-cache';
import type { SentRequest } from '../../model/oracle/main-fetch';
import { parseUrl } from '../../model/oracle/url';
import type { HeaderLine } from '../../model/policies/policy';

const url = parseUrl('http://cdn.test:8110/tone.mp3')!;
const from = (origin: string | null): SentRequest => ({
  kind: 'request',
  method: 'GET',
  url,
  origin,
  withCredentials: false,
  headers: [],
});
const forAYear: HeaderLine = ['Cache-Control', 'public, max-age=31536000'];
const etag: HeaderLine = ['ETag', '"one"'];
const allowed: HeaderLine = ['Access-Control-Allow-Origin', 'http://player.test:8100'];

/** Two requests through one cache, to a server that answers with these headers. @returns what went over the wire, and the second answer */
function askTwice(first: SentRequest, second: SentRequest, headers: readonly HeaderLine[]) {
  const cache: HttpCache = new Map();
  const wire: string[] = [];
  const ask = (sent: SentRequest, _hop: number, validates: boolean) => {
    wire.push(`${String(sent.origin)}${validates ? ', validated' : ''}`);
    const cors = sent.origin === null ? [] : [allowed];
    return { status: validates ? 304 : 200, headers: [...headers, ...cors] };
  };
  askThroughCache(cache, first, 1, ask);
  return { wire, answer: askThroughCache(cache, second, 1, ask), cache };
}

test('a fresh answer without Vary is given to a request of another origin, CORS headers and all', () => {
  const { wire, answer } = askTwice(from(null), from('http://player.test:8100'), [forAYear, etag]);
  expect(wire).toEqual(['null']);
  expect(answer?.headers).not.toContainEqual(allowed);
});

test('Vary: Origin keeps a stored answer from another origin, and what the server says anew counts', () => {
  const lines: HeaderLine[] = [forAYear, etag, ['Vary', 'Origin']];
  const { wire, answer } = askTwice(from(null), from('http://player.test:8100'), lines);
  expect(wire).toEqual(['null', 'http://player.test:8100, validated']);
  expect(answer).toMatchObject({ status: 200 });
  expect(answer?.headers).toContainEqual(allowed);
});

test('an answer under no-cache is validated, and one without a validator is asked for again', () => {
  const noCache: HeaderLine = ['Cache-Control', 'no-cache'];
  expect(askTwice(from(null), from(null), [noCache, etag]).wire).toEqual(['null', 'null, validated']);
  expect(askTwice(from(null), from(null), [noCache]).wire).toEqual(['null', 'null']);
});

test('no-store stores nothing, and a refused load leaves nothing behind', () => {
  expect(askTwice(from(null), from(null), [['Cache-Control', 'no-store'], etag]).wire).toEqual([
    'null',
    'null',
  ]);
  const request = from(null);
  const { cache } = askTwice(request, request, [forAYear]);
  forgetRefused(cache, [request]);
  expect(cache.size).toBe(0);
});
