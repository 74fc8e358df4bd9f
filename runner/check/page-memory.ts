import { loaderOf, stepsOf, type LoaderName, type SingleLoaderName } from '../../model/lab/loaders/loaders';
import type { LabPage } from '../browsers/session/session';

/** What pages may keep of the loads done in them, which no profile forgets. */
interface PageMemories {
  /** Whether nothing was loaded in a page yet. */
  readonly isUnused: (page: LabPage) => boolean;
  /** Writes down what is loaded in a page. */
  readonly add: (page: LabPage, loader: LoaderName | SingleLoaderName) => void;
  /** Whether a page is as good for a load as a fresh one, once its profile has forgotten. */
  readonly isFreshFor: (page: LabPage, loader: LoaderName | SingleLoaderName) => boolean;
}

/**
 * Where a page may keep something of a load. Chromium shares the data of media among the elements of a document that ask
 * alike (its `UrlIndex`, by URL and CORS mode). Null where nobody can tell: libraries keep what they like.
 */
function memoryOf(loader: LoaderName | SingleLoaderName): string | null {
  const [first, ...others] = stepsOf(loader);
  const { probe } = loaderOf(first.loader);
  if (others.length > 0) return null;
  if (probe.kind === 'element') return `elements ${probe.crossorigin ?? 'without crossorigin'}`;
  return probe.kind === 'fetch' || probe.kind === 'xhr' ? 'script' : null;
}

export function createPageMemories(): PageMemories {
  const memories = new WeakMap<LabPage, readonly (string | null)[]>();
  return {
    isUnused: (page) => !memories.has(page),
    add: (page, loader) => void memories.set(page, [...(memories.get(page) ?? []), memoryOf(loader)]),
    isFreshFor(page, loader) {
      const held = memories.get(page) ?? [];
      const memory = memoryOf(loader);
      return memory !== null && !held.includes(null) && !held.includes(memory);
    },
  };
}
