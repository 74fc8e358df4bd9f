import type { FetchedRequest } from './request';
import type { Url } from '../http/url';

/** https://html.spec.whatwg.org/multipage/links.html#map-of-preloaded-resources */
export type PreloadedResources<T> = Map<string, T>;

/** https://html.spec.whatwg.org/multipage/links.html#create-a-preload-key */
const createPreloadKey = ({ href }: Url, { destination, mode, credentials }: FetchedRequest): string =>
  `${href} ${destination} ${mode} ${credentials}`;

export const keepPreloaded = <T>(
  map: PreloadedResources<T>,
  url: Url,
  request: FetchedRequest,
  resource: T,
): void => void map.set(createPreloadKey(url, request), resource);

/**
 * Consume a preloaded resource (https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource): each serves
 * one request. Fetch, 11, does it before main fetch (https://fetch.spec.whatwg.org/#concept-fetch).
 */
export function consumePreloaded<T>(
  map: PreloadedResources<T>,
  url: Url,
  request: FetchedRequest,
): T | undefined {
  const key = createPreloadKey(url, request);
  const resource = map.get(key);
  map.delete(key);
  return resource;
}
