import { lastLoadOf, loaderNames, stepsOf } from './loaders';

/** The loaders that make one request, and do nothing else: what a library makes of a refusal is its own affair. */
export const predictableLoaders = loaderNames.filter((name) => {
  const { asks, injected, library, suspended } = lastLoadOf(name);
  return stepsOf(name).length === 1 && asks.length === 1 && library === null && !injected && !suspended;
});
