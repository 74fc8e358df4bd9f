import type { LoaderName } from '../../lab/loaders/loaders';
import type { Expectation } from './scenario';

/** Loaders whose requests are CORS requests without credentials across origins. */
export const anonymous = ['audio-anonymous', 'fetch-omit', 'fetch-same-origin', 'xhr'] as const;

/** Loaders whose requests are CORS requests that may carry credentials across origins. */
export const credentialed = ['audio-use-credentials', 'fetch-include', 'xhr-credentials'] as const;

/** The loaders that get an answer, or its sound, without CORS. */
export const uncors = ['audio', 'fetch-no-cors'] as const;

/** The same expectation of several loaders. */
export function all<L extends LoaderName>(
  loaders: readonly L[],
  expectation: Expectation,
): Record<L, Expectation> {
  return Object.fromEntries(loaders.map((loader) => [loader, expectation])) as Record<L, Expectation>;
}
