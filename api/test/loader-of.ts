import type { Exchange } from '../../model/evidence/exchange';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { Heard } from './ear';

const ofElement = (crossOrigin: string | null): LoaderName => {
  if (crossOrigin === null) return 'audio';
  return crossOrigin === 'use-credentials' ? 'audio-use-credentials' : 'audio-anonymous';
};

/** Whether a media element asked: each asks for all from some byte on. */
const isOfElement = ({ requestHeaders: { range, 'sec-fetch-dest': destination } }: Exchange): boolean =>
  destination === undefined ? /^bytes=\d+-$/.test(range ?? '') : /^(audio|video)$/.test(destination);

/**
 * The loaders by which a page may have asked for a URL, the likeliest first. An element that loads
 * says it; of a script the wire tells, and not whether its `fetch()` would have sent a cookie.
 */
export function loadersOf({ loadsItself, crossOrigin }: Heard, wire: readonly Exchange[]): LoaderName[] {
  if (loadsItself) return [ofElement(crossOrigin)];
  // What a library asks for in one way, and then in another, it has by the last.
  const asked = wire.findLast(({ method }) => method !== 'OPTIONS');
  const preflight = wire.find(({ method }) => method === 'OPTIONS');
  const added = preflight?.requestHeaders['access-control-request-headers'] ?? '';
  const hasCookie = asked?.requestHeaders.cookie !== undefined;
  const hasOrigin = (asked ?? preflight)?.requestHeaders.origin !== undefined;
  if (/\bauthorization\b/.test(added) || asked?.requestHeaders.authorization !== undefined)
    return ['fetch-authorization'];
  if (asked && isOfElement(asked) && !preflight) {
    if (!hasOrigin) return ['audio'];
    return hasCookie ? ['audio-use-credentials'] : ['audio-anonymous', 'audio-use-credentials'];
  }
  if (asked && !hasOrigin) return ['fetch-no-cors'];
  return hasCookie ? ['fetch-include'] : ['fetch-same-origin', 'fetch-include'];
}
