import type { Exchange } from '../../model/evidence/exchange';
import type { HeaderLine } from '../../model/http/headers';

/** One request, as a server of the lab saw it, and its answer. */
export interface SeenRequest {
  /** `OPTIONS` of a preflight. */
  readonly method: string;
  readonly url: string;
  /** The `Origin` that came with it; null if none did. */
  readonly origin: string | null;
  /** Those that matter here, by lower-case name: `cookie`, `range`, `referer`, `sec-fetch-mode`, … */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: the connection ended before an answer. */
  readonly status: number | null;
  readonly responseHeaders: readonly HeaderLine[];
  /** The answer was sent to its end. */
  readonly complete: boolean;
}

export const seenRequest = (seen: Exchange): SeenRequest => ({
  method: seen.method,
  url: `${seen.scheme}://${seen.host}${seen.path}`,
  origin: seen.requestHeaders.origin ?? null,
  headers: seen.requestHeaders,
  status: seen.status,
  responseHeaders: seen.responseHeaders,
  complete: seen.complete,
});
