import { diagnose, type SeenLoad } from '../judge/diagnosis/diagnose';
import { isPreflight } from '../judge/diagnosis/replay';
import type { Reason } from '../standards/reason';
import type { SongOutcome } from './outcome-of-song';
import type { RecordedExchange } from './recorded-exchange';

interface CheckedLoad extends Omit<SeenLoad, 'outcome' | 'wire'> {
  readonly outcome: SongOutcome;
  readonly wire: readonly RecordedExchange[];
}

/**
 * The reason why a song was not readable. A status that says that there is no song comes before CORS: an error without
 * header lines looks like one of CORS, and would be no song with them. Null where it is readable, or silent.
 */
export function reasonOfLoad({ outcome, wire, ...load }: CheckedLoad): Reason | null {
  if (outcome === 'readable' || outcome === 'silent') return null;
  const last = wire.at(-1);
  if (outcome === 'blocked' && last && !isPreflight(last)) {
    if (last.status === null) return 'network';
    if (last.status === 401) return 'auth';
    if (last.status >= 400) return 'http-status';
  }
  return diagnose({ ...load, outcome, wire });
}
