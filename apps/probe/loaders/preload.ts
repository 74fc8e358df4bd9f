import { TimedOut, withTimeout } from '../../shared/bounds';
import { nothing, refused, type Findings } from '../../shared/findings';

/** No event tells that a link was ignored. Milliseconds. */
const ignoredAfter = 300;
const preloadBound = 8_000;

/** Preloads `url` by a link that stays in the page, and waits until it has come or failed. */
export async function preload(
  url: string,
  as: 'fetch' | 'audio',
  crossorigin: 'anonymous' | 'use-credentials' | null,
): Promise<Findings> {
  const link = document.createElement('link');
  link.rel = 'preload';
  link.setAttribute('as', as);
  link.crossOrigin = crossorigin;
  link.href = url;
  const ended = new Promise<Findings>((resolve) => {
    link.onload = () => resolve({ ...nothing, accepted: true });
    link.onerror = () => resolve(refused(new Error('the link fired "error"')));
  });
  document.head.append(link);
  try {
    return await withTimeout(ended, as === 'fetch' ? preloadBound : ignoredAfter, 'the preload to end');
  } catch (error) {
    if (error instanceof TimedOut && as === 'audio') return nothing;
    throw error;
  }
}
