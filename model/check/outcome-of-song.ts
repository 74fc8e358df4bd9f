import type { PageEvidence } from '../evidence/page-evidence';
import type { Outcome } from '../standards/outcome';

/** What a page got of a song, or why that cannot be told. */
export type SongOutcome = Outcome | 'silent';

/**
 * What a page got of a song that nobody here knows, by what it saw. `silent`: script gets the samples, and they are all
 * zero, as far as it listened, so that they tell nothing.
 * @param isShielded whether the answer is kept from script: it came from another origin, asked for without CORS
 */
export function outcomeOfSong(
  { response, song, advances }: Pick<PageEvidence, 'response' | 'song' | 'advances'>,
  isShielded: boolean,
): SongOutcome {
  if (response?.type === 'opaque') return 'opaque';
  if (response) {
    if (response.status < 200 || response.status > 299) return 'blocked';
    if (song === 'zeros') return 'silent';
    return song === 'sound' || song === 'audio' ? 'readable' : 'blocked';
  }
  if (song === 'sound') return 'readable';
  if (song !== 'zeros' || !advances) return 'blocked';
  return isShielded ? 'opaque' : 'silent';
}
