import { loadBound } from '../shared/bounds';
import { firstSong, type Song } from '../shared/catalog';
import type { Choices } from './choices';
import { sandboxedFetch } from './sandboxed-fetch';

/** What came of the GET, as the page sees it. */
export type Answer =
  | { readonly kind: 'song'; readonly song: Song }
  /** The answer may be read, but there is no song in it. */
  | { readonly kind: 'no-song'; readonly message: string }
  /** The browser kept the answer from the page, or there was none. */
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  | { readonly kind: 'late' };

async function readAnswer(response: Response): Promise<Answer> {
  if (!response.ok) return { kind: 'no-song', message: `its status is ${response.status}` };
  const song = firstSong(await response.json());
  return song ? { kind: 'song', song } : { kind: 'no-song', message: 'it names none' };
}

/** GETs the catalog at `url` and finds a song in the answer. */
export async function getSong(url: string, { credentials, frame }: Choices): Promise<Answer> {
  const signal = AbortSignal.timeout(loadBound);
  try {
    const get = frame ? sandboxedFetch : fetch;
    return await readAnswer(await get(url, { credentials, signal }));
  } catch (error) {
    if (signal.aborted) return { kind: 'late' };
    if (error instanceof SyntaxError) return { kind: 'no-song', message: error.message };
    if (error instanceof Error) return { kind: 'refused', name: error.name, message: error.message };
    throw error;
  }
}
