import type { CacheRules } from '../standards/cache-rules';
import { hasStrongValidator } from '../standards/freshness';

/** How an engine asks for the rest of an answer that it has in part; without a strong validator nothing is kept of one. */
type AsksForRest = CacheRules['asksForRest'];

/** By one request. Measured in Firefox 153.8.0. */
export const asksOnce: AsksForRest = (kept) => (hasStrongValidator(kept) ? ['range'] : []);

/**
 * By one for a byte, and one for what is behind it; of what a media element left, it is asked first whether that is the same.
 * Measured in Chromium 156.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/http/partial_data.cc
 */
export const asksTwice: AsksForRest = (kept) => {
  if (!hasStrongValidator(kept)) return [];
  return kept.status === 206 ? ['same', 'range'] : ['range', 'range'];
};
