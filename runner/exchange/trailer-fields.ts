import type { z } from 'zod';
import { isChunked } from '../../model/standards/corrupted-answer';
import { loadsOf, sourcesOf, type ExchangeCase, type NamedAnswer } from '../../model/standards/exchange-case';
import { connectionLine } from '../../model/standards/http2-message';

/** Bodies that never come to their end. */
const endless: ReadonlySet<unknown> = new Set(['truncated', 'reset', 'live']);

/** Why nothing can come after an answer; undefined if it can. */
function whyNoTrailers(
  { status, headers, trailers, body }: NamedAnswer,
  http: ExchangeCase['http'],
): string | undefined {
  if (trailers == null || trailers.length === 0) return undefined;
  if (status === 0 || status === 204 || status === 304)
    return `trailers come after a body, which ${status === 0 ? 'what hangs up' : `a ${status}`} has not: leave them out`;
  if (endless.has(body))
    return `trailers come after a body that is whole, and ${body} is not: leave them out`;
  const line = trailers.find(([name]) => connectionLine.test(name));
  if (line) return `${line[0]} says how an answer comes, and is no trailer: leave it out`;
  // Of a URL over http HTTP/1.1 is spoken, whatever is said of https.
  return http === '2' || isChunked(headers)
    ? undefined
    : 'trailers come after the last chunk in HTTP/1.1: add Transfer-Encoding: chunked to the headers, or http: "2" to the case';
}

/** Refuses trailers that no server can send. */
export function checkTrailers(each: ExchangeCase, context: z.core.$RefinementCtx<ExchangeCase>): void {
  loadsOf(each).forEach((load, i) => {
    const path = i === 0 ? [] : ['then', i - 1];
    sourcesOf(load).forEach(({ responses }, source) => {
      const ofSource = source === 0 ? path : [...path, 'nextSources', source - 1];
      responses.forEach((answer, at) => {
        const message = whyNoTrailers(answer, load.http);
        if (message !== undefined)
          context.addIssue({ code: 'custom', path: [...ofSource, 'responses', at, 'trailers'], message });
      });
    });
  });
}
