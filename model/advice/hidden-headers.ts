import { visibleHeaders } from '../standards/filtered-response';
import type { Client } from '../standards/client';
import { createRequest, type AskedRequest } from '../standards/request';
import type { LastFetch } from '../standards/trace';

/** Headers that players read: of ranges, to seek; of a version, to cache; of a live stream, its title and rate. */
const readByPlayers = /^(accept-ranges|content-range|content-encoding|etag|icy-.+)$/;

/**
 * Names of headers that came, that players read, and that script does not see: the answer does not name them in
 * `Access-Control-Expose-Headers`. Of a response that is readable by CORS; for others there are none.
 */
export function hiddenHeaders(client: Client, asked: AskedRequest, last: LastFetch | null): string[] {
  const request = createRequest(asked);
  const [url] = last?.urls.slice(-1) ?? [];
  const isCors = request?.mode === 'cors' && request.destination === '' && url?.origin !== client.origin;
  if (!isCors || !last?.answer) return [];
  const { headers } = last.answer;
  const visible = visibleHeaders('cors', request.credentials === 'include', headers);
  const came = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...came].filter((name) => readByPlayers.test(name) && !visible.includes(name)).sort();
}

/** A header name as it is usually written. */
const inCapitals = (name: string): string => name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase());

/** The header line that shows them to script. */
export const exposeLine = (names: readonly string[]): string =>
  `Access-Control-Expose-Headers: ${names.map(inCapitals).join(', ')}`;
