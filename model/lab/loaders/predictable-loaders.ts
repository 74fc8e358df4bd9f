import { lastLoadOf, loaderNames, stepsOf } from './loaders';

/** The loaders that make one request, and do nothing else: what a library makes of a refusal is its own affair, and a module is no song. */
export const predictableLoaders = loaderNames.filter((name) => {
  const { asks, injected, library, probe, suspended } = lastLoadOf(name);
  const isPlain = library === null && !injected && !suspended && probe.kind !== 'worklet';
  return stepsOf(name).length === 1 && asks.length === 1 && isPlain;
});
