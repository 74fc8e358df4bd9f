import type { z } from 'zod';
import { loadsOf, requestUrl, sourcesOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { isMedia } from '../../model/standards/media-destination';
import { hasSources } from '../../model/standards/predict-sources';

/** What of the `<source>` elements of a load cannot be; undefined if nothing. */
function whyNoSources(load: ExchangeCase): string | undefined {
  if (!hasSources(load)) return undefined;
  if (!isMedia(load.request.destination))
    return 'a <source> is that of a media element: want audio or video as the destination of the request';
  const places = sourcesOf(load).map(({ request }) => {
    const url = URL.parse(requestUrl(request));
    // As a server sees it, under either scheme.
    return url ? url.host + url.pathname + url.search : null;
  });
  return places.some((place, i) => place !== null && places.indexOf(place) !== i)
    ? 'two <source> of an element have one URL: give each its own'
    : undefined;
}

/** Refuses lists of `<source>` elements that no load of an exchange can have. */
export function checkSources(each: ExchangeCase, context: z.core.$RefinementCtx<ExchangeCase>): void {
  loadsOf(each).forEach((load, i) => {
    const message = whyNoSources(load);
    const field = load.nextSources == null ? ['request', 'type'] : ['nextSources'];
    if (message !== undefined)
      context.addIssue({ code: 'custom', path: [...(i === 0 ? [] : ['then', i - 1]), ...field], message });
  });
}
