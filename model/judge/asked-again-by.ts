import { loaderOf, stepsOf, type LoaderName } from '../lab/loaders/loaders';

/**
 * Who makes the requests of a load that come more than once: an element, its library by one as the last, or its library
 * again; a library that makes several at once, in no order that a server could tell.
 */
export type AskedAgainBy = 'element' | 'fallback' | 'library' | 'library-at-once' | 'nobody';

export function askedAgainBy(name: LoaderName): AskedAgainBy {
  const loaders = stepsOf(name).map(({ loader }) => loaderOf(loader));
  if (loaders.some(({ retries }) => retries)) return 'element';
  if (loaders.some(({ fallback, beside }) => fallback ?? beside)) return 'fallback';
  if (loaders.some(({ together }) => together)) return 'library-at-once';
  return loaders.some(({ again }) => again) ? 'library' : 'nobody';
}
