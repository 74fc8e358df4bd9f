import { getHeader, type HeaderLine } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';
import type { SentRequest } from '../../standards/fetch-state';
import { isMedia } from '../../standards/media-destination';

/** The first and the last byte that a request asks for, of one range; a last byte alone is one from the end. */
const oneRange = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/** Whether a request asks for ranges of a file in another way than Chromium's cache knows. */
export function asksOddly(asked: string | null): boolean {
  if (asked === null) return false;
  const range = oneRange.exec(asked);
  if (!range) return true;
  const [, from, to] = range;
  return !!to && Number(to) < Number(from);
}

/** Whether a part of a file is the one that was asked for, as Chromium's cache sees it (`PartialData::ResponseHeadersOK`). */
export function isRangeAskedFor(asked: string | null, { status, headers }: Answer): boolean {
  const range = oneRange.exec(asked ?? '');
  const [, first, last, total] =
    /^bytes +(\d+)-(\d+)\/(\d+)$/i.exec(getHeader(headers, 'content-range') ?? '') ?? [];
  if (status !== 206 || total === undefined || !range) return false;
  const [, from, to] = range;
  // Where a range from the end begins is not known before.
  if (from === undefined) return true;
  const isToItsEnd = to === undefined || to === '' || Number(to) >= Number(total) || to === last;
  return Number(first) === Number(from) && isToItsEnd;
}

const withoutRange = (headers: readonly HeaderLine[]): HeaderLine[] =>
  headers.filter(([name]) => !/^content-(range|length)$/i.test(name));

/**
 * What script gets of a kept answer in Chromium: the part that it asks for, or the whole. The lengths are the answer's own, for
 * nothing here depends on them.
 */
export function givenByChromium<A extends Answer>(answer: A, { destination, headers }: SentRequest): A {
  if (isMedia(destination)) return answer;
  const asked = getHeader(headers, 'range');
  if (asked === null ? answer.status !== 206 : answer.status !== 200 && answer.status !== 206) return answer;
  const length: HeaderLine = ['Content-Length', getHeader(answer.headers, 'content-length') ?? '0'];
  const range: HeaderLine = ['Content-Range', getHeader(answer.headers, 'content-range') ?? 'bytes 0-0/1'];
  const whole = [...withoutRange(answer.headers), length];
  return asked === null
    ? { ...answer, status: 200, headers: whole }
    : { ...answer, status: 206, headers: [...whole, range] };
}
