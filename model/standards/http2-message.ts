import type { HeaderLine } from '../http/headers';
import type { Answer } from './exchange-case';

/** What an engine may do otherwise with messages of HTTP/2. */
export interface Http2Rules {
  /** Whether a line makes the message malformed. */
  readonly isMalformed: (line: HeaderLine) => boolean;
  /** What counts as the answer, of what came. */
  readonly received: <A extends Answer>(answer: A) => A;
  /** The lines of an answer that are left to whoever asked. */
  readonly taken: (headers: readonly HeaderLine[]) => readonly HeaderLine[];
  /** Whether an answer whose stream ends before its `Content-Length` has come is not whole. */
  readonly comparesLength: (answer: Answer, isMedia: boolean) => boolean;
}

/** Lines that are about a connection of HTTP/1.1 (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2). */
export const connectionLine = /^(connection|proxy-connection|keep-alive|transfer-encoding|upgrade)$/i;

/** https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1, and 8.2.1 of values. A name is sent in small letters, a value without the spaces around it. */
export const standardHttp2Rules: Http2Rules = {
  isMalformed: ([name, value]) => connectionLine.test(name) || value.includes('\0'),
  received: (answer) => answer,
  taken: (headers) => headers,
  comparesLength: () => true,
};

/**
 * Whether a message of HTTP/2 is malformed, which is a stream error: no client takes it
 * (https://www.rfc-editor.org/rfc/rfc9113#section-8.1.1). That its length is another one shows where its body ends.
 */
export const isMalformed = (
  { headers, informational }: Answer,
  rules: Pick<Http2Rules, 'isMalformed'> = standardHttp2Rules,
): boolean =>
  headers.some(rules.isMalformed) ||
  (informational ?? []).some(
    // https://www.rfc-editor.org/rfc/rfc9113#section-8.6: there is no 101 in HTTP/2.
    (one) => one.status === 101 || one.headers.some(rules.isMalformed),
  );

/** An answer as it is left to whoever asked. A body that ends early counts as one that is short where its length is not looked at. */
export function takenAs<A extends Answer>(answer: A, isMedia: boolean, rules: Http2Rules): A {
  const { body } = answer;
  const isShort =
    (body === 'truncated' || (body === 'empty' && !isMedia)) && !rules.comparesLength(answer, isMedia);
  return {
    ...answer,
    headers: rules.taken(answer.headers),
    ...(isShort && { body: isMedia ? null : 'noise' }),
  };
}
