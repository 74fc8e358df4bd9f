import { getHeader } from '../../http/headers';
import { splitList } from '../../http/mime-type';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import { blockedFor, lastAnswer } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** The standard knows no such coding, and takes the body as it is, which is not compressed. */
const source = 'https://fetch.spec.whatwg.org/#handle-content-codings';

/** Blocks a load whose answer has an odd coding. @param isOdd of each coding in its list */
const blocksWhere =
  (isOdd: (coding: string) => boolean) =>
  (each: ExchangeCase, predicted: Prediction): Prediction | null => {
    const value = getHeader(lastAnswer(each, predicted)?.headers ?? [], 'content-encoding') ?? '';
    return predicted.outcome !== 'blocked' && splitList(value).some(isOdd)
      ? blockedFor('network', predicted)
      : null;
  };

export const chromiumRefusesOddCodings: ExchangeQuirk = {
  id: 'chromium-refuses-odd-codings',
  engine: 'chromium',
  title:
    'A Content-Encoding with a space, a quote or one of = ; * in it, such as identity;q=1, is a network error',
  seenIn: ['156.0.8078.108'],
  source,
  example: asksCdn('http://app.test', {}, answered('actual', 200, ['Content-Encoding', 'identity;q=1'])),
  instead: blocksWhere((coding) => /[\s=;*"]/.test(coding)),
};

export const firefoxSplitsCodingsAtSpaces: ExchangeQuirk = {
  id: 'firefox-splits-codings-at-spaces',
  engine: 'firefox',
  title:
    'A Content-Encoding such as gzip foo counts as gzip, and a body that is not compressed cannot be read',
  seenIn: ['153.8.0'],
  source,
  example: asksCdn('http://app.test', {}, answered('actual', 200, ['Content-Encoding', 'gzip foo'])),
  instead: blocksWhere((coding) => /\s/.test(coding) && /(^|\s)(gzip|x-gzip|deflate)(\s|$)/i.test(coding)),
};
