import { loadBound, withTimeout } from '../../shared/bounds';
import { firstSong } from '../../shared/catalog';
import { refused, type Findings } from '../../shared/findings';
import { loadElement } from './element';

/** The article's button: GET the catalog, take the first song's URL, set it as the `src` of an `<audio crossorigin>`. */
export async function getAndLoad(url: string, patience: number): Promise<Findings> {
  let response: Response;
  try {
    response = await withTimeout(fetch(url), loadBound, 'the catalog');
  } catch (error) {
    if (error instanceof TypeError) return refused(error);
    throw error;
  }
  if (!response.ok) return refused(new Error(`the catalog answered ${response.status}`));
  const song = firstSong(await withTimeout(response.json(), loadBound, 'the catalog to end'));
  return song
    ? loadElement(song.url, { name: 'audio', crossorigin: 'anonymous' }, patience)
    : refused(new Error('the catalog has no song'));
}
