import type { z } from 'zod';
import { getHeader } from '../../model/http/headers';
import { loadsOf, sourcesOf, type ExchangeCase, type NamedAnswer } from '../../model/standards/exchange-case';

/** What nobody sends with a stream that has no end. */
const ofFiles = ['Content-Length', 'Content-Range', 'Content-Encoding'];

/** What of an answer that is a live stream cannot be; undefined if nothing. */
function whyNotLive({ for: name, status, headers }: NamedAnswer): string | undefined {
  if (name !== 'actual') return 'a live stream is what a load comes to: name it actual';
  if (status === 206) return 'a live stream is no part of a file: want another status than 206';
  const header = ofFiles.find((each) => getHeader(headers, each.toLowerCase()) !== null);
  return header === undefined ? undefined : `a live stream has no end and no ${header}: leave that out`;
}

/** Why a load cannot come to a live stream, whatever its headers; undefined if it can. */
function whyNoStream({ page, request }: ExchangeCase): string | undefined {
  if (page.serviceWorker != null)
    return 'nothing is said of a live stream under a service worker: leave one out';
  return request.integrity == null
    ? undefined
    : 'of a live stream no digest can be taken: leave request.integrity out';
}

/** Refuses live streams that no load of an exchange can come to. */
export function checkLive(each: ExchangeCase, context: z.core.$RefinementCtx<ExchangeCase>): void {
  loadsOf(each).forEach((load, i) => {
    const path = i === 0 ? [] : ['then', i - 1];
    sourcesOf(load).forEach(({ responses }, source) => {
      const ofSource = source === 0 ? path : [...path, 'nextSources', source - 1];
      responses.forEach((answer, at) => {
        if (answer.body !== 'live') return;
        const message = whyNoStream(load) ?? whyNotLive(answer);
        if (message !== undefined)
          context.addIssue({ code: 'custom', path: [...ofSource, 'responses', at, 'body'], message });
      });
    });
  });
}
