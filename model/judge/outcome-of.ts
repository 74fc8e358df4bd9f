import type { PageEvidence } from '../evidence/page-evidence';
import type { Outcome } from '../standards/outcome';

/**
 * What a page got of a load, by what it saw.
 * @param isHeard whether somebody looked for the tone; if not, a response that script may read is `readable`
 */
export function outcomeOf(
  {
    tone,
    song,
    accepted,
    advances,
    response,
    suspended,
    notAllowedToPlay,
  }: Omit<PageEvidence, 'token' | 'milliseconds'>,
  isHeard = true,
): Outcome {
  if ((tone !== null && tone > 0) || song === 'sound') return 'readable';
  if ((suspended || notAllowedToPlay) && accepted) return 'opaque';
  if (response?.type === 'opaque' || response?.type === 'opaqueredirect') return 'opaque';
  if (response) return isHeard ? 'blocked' : 'readable';
  return advances && tone === 0 ? 'opaque' : 'blocked';
}
