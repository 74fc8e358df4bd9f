import { getHeader, type HeaderLine } from './headers';
import { splitList } from './mime-type';

/** The bytes of a file that an answer has, by its `Content-Range` (https://httpwg.org/specs/rfc9110.html#field.content-range). */
export interface ContentRange {
  /** The first byte is 0. */
  readonly first: number;
  readonly last: number;
  /** How many bytes the file has; null where that is unknown. */
  readonly total: number | null;
}

/** Spaces and tabs may stand around each number, and a plus before it, as engines read it; nothing before a total that is unknown. */
const byteRange = /^bytes +\+?(\d+)[\t ]*-[\t ]*\+?(\d+)[\t ]*\/(?=\*|[\t ]*\+?\d)[\t ]*\+?(\d+|\*)$/i;

/** As a number that engines can hold, in 64 bits; another counts as too small. */
const largestTotal = (total: string): number => (Number(total) < 2 ** 63 ? Number(total) : 0);

/** What headers say; of several values the first counts. Null where it is none, or no such range. */
export function contentRangeOf(headers: readonly HeaderLine[]): ContentRange | null {
  const [value = ''] = splitList(getHeader(headers, 'content-range') ?? '');
  const [, first, last, total] = byteRange.exec(value) ?? [];
  if (first === undefined || last === undefined || total === undefined) return null;
  return { first: Number(first), last: Number(last), total: total === '*' ? null : largestTotal(total) };
}

/** Whether its last byte is below the total: else it is invalid. */
export const isWithinTotal = ({ last, total }: ContentRange): boolean => total === null || last < total;
