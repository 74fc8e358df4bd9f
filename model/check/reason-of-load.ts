import { diagnose, type SeenLoad } from '../judge/diagnosis/diagnose';
import { isPreflight } from '../judge/diagnosis/replay';
import { parseUrl } from '../http/url';
import { locationUrl } from '../standards/http-redirect-fetch';
import type { Reason } from '../standards/reason';
import type { SongOutcome } from './outcome-of-song';
import type { RecordedExchange } from './recorded-exchange';

interface CheckedLoad extends Omit<SeenLoad, 'outcome' | 'wire'> {
  readonly outcome: SongOutcome;
  readonly wire: readonly RecordedExchange[];
}

/** What a status alone says of a load that failed; null if it says nothing. */
function reasonByStatus(last: RecordedExchange | undefined): Reason | null {
  if (!last) return null;
  const { status } = last;
  if (isPreflight(last)) return status !== null && (status < 200 || status > 299) ? 'preflight-status' : null;
  if (status === null) return 'network';
  if (status === 401) return 'auth';
  return status >= 400 ? 'http-status' : null;
}

const hrefOf = ({ scheme, host, path }: RecordedExchange): string => `${scheme}://${host}${path}`;

/** Whether the last answer leads to what was asked before. */
function goesRound(wire: readonly RecordedExchange[]): boolean {
  const last = wire.at(-1);
  const url = last && parseUrl(hrefOf(last));
  if (!url || last.status === null) return false;
  const target = locationUrl({ status: last.status, headers: last.responseHeaders }, url);
  return target ? wire.some((each) => hrefOf(each) === target.href) : false;
}

/**
 * The reason why a song was not readable. A status that says that there is no song comes before CORS: an error without
 * header lines looks like one of CORS, and would be no song with them. Null where it is readable, or silent.
 */
export function reasonOfLoad({ outcome, wire, ...load }: CheckedLoad): Reason | null {
  if (outcome === 'readable' || outcome === 'silent') return null;
  const byStatus = outcome === 'blocked' ? reasonByStatus(wire.at(-1)) : null;
  if (outcome === 'blocked' && byStatus === null && goesRound(wire)) return 'redirect-invalid';
  const reason = byStatus ?? diagnose({ ...load, outcome, wire });
  // WebKit takes loopback for no exception.
  const isMixed = load.client.origin.startsWith('https:') && load.url.startsWith('http:');
  return reason === 'network' && wire.length === 0 && isMixed ? 'mixed-content' : reason;
}
