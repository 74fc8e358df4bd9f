import type { HeaderLine } from '../../model/http/headers';
import type { NamedAnswer } from '../../model/standards/exchange-case';

/** How much of a file there is at most, whatever a `Content-Range` says. Bytes. */
const most = 1_000_000;

/** From the first byte on, of a total that is known or not. */
const fromStart = /^\S+ +\+?0+[\t ]*-[\t ]*\d+[\t ]*\/[\t ]*\+?(\d+|\*)/;

const isNamed = (name: string, wanted: string): boolean => name.toLowerCase() === wanted;

const replaced = (headers: readonly HeaderLine[], range: string, length: number): HeaderLine[] => [
  ...headers
    .filter(([name]) => !isNamed(name, 'content-range'))
    .map(([name, value]): HeaderLine => [name, isNamed(name, 'content-length') ? String(length) : value]),
  ['Content-Range', range],
];

/**
 * What is answered to a range behind the first byte, where the answer of a case is the beginning of a file: the rest of it, or
 * 416 where there is none. Its `Content-Range` again would be of another range than the one that was asked for. Null where
 * the answer is to be given as it stands.
 * @param file the bytes of the whole file, as far as they are known
 */
export function answerLaterRange(
  answer: NamedAnswer,
  range: string | undefined,
  file: Buffer,
): { readonly answer: NamedAnswer; readonly bytes: Buffer } | null {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const said = answer.headers.find(([name]) => isNamed(name, 'content-range'))?.[1] ?? '';
  const [, total] = fromStart.exec(said) ?? [];
  if (answer.status !== 206 || total === undefined || from === undefined || Number(from) === 0) return null;
  const size = Math.min(total === '*' ? file.length : Number(total), most);
  const first = Number(from);
  if (first >= size) {
    const headers = replaced(answer.headers, `bytes */${size}`, 0);
    return { answer: { ...answer, status: 416, headers }, bytes: Buffer.alloc(0) };
  }
  const last = Math.min(to === '' || to === undefined ? size - 1 : Number(to), size - 1);
  const whole = Buffer.concat([file, Buffer.alloc(Math.max(0, size - file.length))]);
  const bytes = whole.subarray(first, last + 1);
  const headers = replaced(answer.headers, `bytes ${first}-${last}/${size}`, bytes.length);
  return { answer: { ...answer, headers }, bytes };
}
