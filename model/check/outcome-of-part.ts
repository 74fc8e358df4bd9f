import type { PageEvidence } from '../evidence/page-evidence';
import type { SongOutcome } from './outcome-of-song';

/** What a page got of a part of a stream, which need not be a song: a playlist, a key, a segment that is encrypted. */
export function outcomeOfPart({ response }: Pick<PageEvidence, 'response'>): SongOutcome {
  if (response?.type === 'opaque') return 'opaque';
  const isGood = response && response.status >= 200 && response.status <= 299 && response.bytes !== 0;
  return isGood ? 'readable' : 'blocked';
}
