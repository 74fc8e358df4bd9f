import { parseUrl } from '../http/url';
import { clientOf } from '../standards/client';
import { corpCheck } from '../standards/cross-origin-resource-policy';
import { isBlockedOpaquely } from '../standards/opaque-response-blocking';
import { getHeader } from '../http/headers';
import { answerTo, hasAnswer, placeOf, quoted, type Interview } from './interview';
import type { Finding } from './root';

/** What refuses an answer to a page that does not ask by CORS; null if nothing does. */
export function noCorsRoot(interview: Interview): Finding | null {
  const { page, way, last } = interview;
  const client = clientOf({ origin: page });
  for (const answer of way) {
    const url = parseUrl(answer.url);
    if (!url || corpCheck(client, url, answer.headers, false) === null) continue;
    const value = getHeader(answer.headers, 'cross-origin-resource-policy');
    const says = `${placeOf(answer)} has Cross-Origin-Resource-Policy: ${quoted(value)}, which keeps pages of other sites out.`;
    return { cause: 'corp', root: 'corp', because: [answer], says };
  }
  const answer = answerTo(interview, 'range') ?? last;
  const isOpaque = way.some(({ origin }) => origin !== null);
  if (!isOpaque || !hasAnswer(answer) || !isBlockedOpaquely(answer)) return null;
  const type = quoted(getHeader(answer.headers, 'content-type'));
  const isNosniff = getHeader(answer.headers, 'x-content-type-options') !== null;
  const says = `${placeOf(answer)} has Content-Type: ${type}${isNosniff ? ' and nosniff' : ''}: browsers keep that from elements without crossorigin.`;
  return {
    cause: 'orb',
    root: isNosniff ? 'wrong-type-with-nosniff' : 'wrong-type',
    because: [answer],
    says,
  };
}
