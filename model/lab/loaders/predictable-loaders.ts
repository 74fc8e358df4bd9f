import { lastLoadOf, loaderNames, stepsOf } from './loaders';

/** The loaders that make one request, and do nothing else. */
export const predictableLoaders = loaderNames.filter((name) => {
  const { asks, injected, suspended } = lastLoadOf(name);
  return stepsOf(name).length === 1 && asks.length === 1 && !injected && !suspended;
});
