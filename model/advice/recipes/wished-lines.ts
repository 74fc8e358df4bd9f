import type { HeaderLine } from '../../http/headers';
import type { Wish } from './recipe';

/** Whether preflights must be answered with success. */
export const wantsPreflight = ({ requestHeaders, credentials }: Wish): boolean =>
  requestHeaders.length > 0 || credentials;

/** The header lines that are wished besides `Access-Control-Allow-Origin`: the same for each origin that is allowed. */
export function linesBesides({ credentials, exposeHeaders, requestHeaders }: Wish): HeaderLine[] {
  const lines: HeaderLine[] = [];
  if (credentials) lines.push(['Access-Control-Allow-Credentials', 'true']);
  if (exposeHeaders.length > 0) lines.push(['Access-Control-Expose-Headers', exposeHeaders.join(', ')]);
  // It says nothing in an answer that is no preflight, and does no harm there.
  if (requestHeaders.length > 0) lines.push(['Access-Control-Allow-Headers', requestHeaders.join(', ')]);
  return lines;
}

/** The one value of `Access-Control-Allow-Origin` that every answer can have; null if it depends on who asks. */
export function fixedOrigin({ origins }: Wish): string | null {
  if (origins === '*') return '*';
  return origins.length === 1 ? origins[0]! : null;
}

/** What in the answers of the server behind must not come through: a second line of either makes browsers refuse. */
export const linesOfOneServer = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'] as const;
