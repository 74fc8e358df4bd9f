import { getHeader } from '../../http/headers';
import { splitList } from '../../http/mime-type';
import { blockedFor, lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** Any of some names between characters of a class. */
export const wordsOf = (names: readonly string[], between: string): RegExp =>
  new RegExp(`(^|[${between}])(${names.join('|')})($|[${between}])`, 'i');

/**
 * A quirk that engines have alike. The standard knows no such coding, and takes the body as it is, which is not compressed.
 * @param names the codings that it finds
 * @param value a Content-Encoding that it finds one in
 * @param between what stands between words, as a class of characters
 */
export const findsCodingsInWords = (
  { engine, seenIn }: Pick<ExchangeQuirk, 'engine' | 'seenIn'>,
  names: readonly string[],
  value: string,
  between: string,
): ExchangeQuirk => ({
  id: `${engine}-finds-codings-in-words`,
  engine,
  title: `A Content-Encoding such as ${value} counts as gzip, and a body that is not compressed cannot be read`,
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#handle-content-codings',
  example: asksCdn('http://app.test', {}, answered('actual', 200, ['Content-Encoding', value])),
  instead(each, predicted) {
    const coding = getHeader(lastAnswer(each, predicted)?.headers ?? [], 'content-encoding') ?? '';
    const isPlain = splitList(coding).every((one) => !names.includes(one.toLowerCase()));
    return predicted.outcome !== 'blocked' && isPlain && wordsOf(names, between).test(coding)
      ? blockedFor('network', predicted)
      : null;
  },
});
