import type { NamedAnswer } from '../../standards/exchange-case';
import { withAnswersRefused } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** How many bytes the head of an answer has at least: its lines, and the status before them. */
const bytesOf = ({ headers }: NamedAnswer): number =>
  headers.reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    'HTTP/1.1 200 \r\n\r\n'.length,
  );

/** A quirk that engines have with other limits: an answer whose head has more than so many KiB is a network error. */
export const limitsHeaders = ({
  engine,
  seenIn,
  mostKibibytes,
}: Pick<ExchangeQuirk, 'engine' | 'seenIn'> & { readonly mostKibibytes: number }): ExchangeQuirk => ({
  id: `${engine}-limits-headers`,
  engine,
  title: `An answer with more than ${mostKibibytes} KiB of headers is a network error`,
  seenIn,
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.4',
  example: asksCdn(
    'http://app.test',
    {},
    answered('actual', 200, ['X-Song', 'a'.repeat((mostKibibytes + 1) * 1024)]),
  ),
  seenAs: (each) => withAnswersRefused(each, (answer) => bytesOf(answer) > mostKibibytes * 1024),
});
