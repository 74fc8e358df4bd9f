import { lastLoadOf, loaderNames, stepsOf } from './loaders';

/**
 * The loaders that make one request, and do nothing else: what a library makes of a refusal is its own affair, a module is no
 * song, and an exchange knows of no AudioContext.
 */
export const predictableLoaders = loaderNames.filter((name) => {
  const { asks, injected, library, plays, probe, suspended } = lastLoadOf(name);
  const isPlain =
    library === null && !injected && !suspended && plays !== 'context' && probe.kind !== 'worklet';
  return stepsOf(name).length === 1 && asks.length === 1 && isPlain;
});
