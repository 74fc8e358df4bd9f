import { getHeader, type HeaderLine } from '../http/headers';
import { splitList } from '../http/mime-type';
import type { Answer } from './exchange-case';

/** Headers of which there is one: where two lines differ, somebody has split the answer. */
const single = /^(location|content-length)$/i;

/** The values of a line: lengths may stand in one, as a proxy joins them (https://httpwg.org/specs/rfc9112.html#message.body.length). */
const valuesOf = (name: string, value: string): string[] =>
  (name === 'content-length' ? value.split(',') : [value]).map((each) => each.trim());

/**
 * Whether engines give the answer up as corrupted, whatever its status. The standard has it for the `Location` of a
 * redirect (https://fetch.spec.whatwg.org/#extract-header-list-values), there even where both lines are the same.
 */
export function isCorrupted(headers: readonly HeaderLine[]): boolean {
  const seen = new Map<string, string>();
  for (const [raw, value] of headers) {
    // https://httpwg.org/specs/rfc9110.html#fields.values: CR, LF and NUL are dangerous.
    if (value.includes('\0')) return true;
    if (!single.test(raw)) continue;
    const name = raw.toLowerCase();
    for (const said of valuesOf(name, value)) {
      if (seen.has(name) && seen.get(name) !== said) return true;
      seen.set(name, said);
    }
  }
  return false;
}

/** Whether the body comes in chunks (https://httpwg.org/specs/rfc9112.html#transfer-encoding), as engines see it: any coding of the list may be `chunked`. */
export const isChunked = (headers: readonly HeaderLine[]): boolean =>
  splitList(getHeader(headers, 'transfer-encoding') ?? '').some((coding) => /^chunked$/i.test(coding));

/** Whether the connection ends before what the headers promise has come: of a body that is cut, or of none at all. */
export function endsEarly({ status, headers, body }: Answer, method: string): boolean {
  if (
    (body !== 'truncated' && body !== 'reset' && body !== 'empty') ||
    method === 'HEAD' ||
    status === 204 ||
    status === 304
  )
    return false;
  const promised = getHeader(headers, 'content-length');
  if (isChunked(headers)) return body !== 'empty';
  return body === 'reset' && promised === null ? true : Number(promised ?? '0') > 0;
}
