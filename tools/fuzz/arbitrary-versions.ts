import fc from 'fast-check';
import { fieldValue } from '../../model/http/header-text';
import type { HeaderLine } from '../../model/http/headers';
import { isChunked } from '../../model/standards/corrupted-answer';
import type {
  ExchangeCase,
  Informational,
  LaterLoad,
  NamedAnswer,
} from '../../model/standards/exchange-case';
import { corsLines } from './arbitrary-header-lines';

/** What Early Hints hold, and what would count if it stood in the answer itself; nothing that a file may not say of them. */
const hintLines = (origin: string): fc.Arbitrary<readonly HeaderLine[]> =>
  fc
    .oneof(
      fc.constant([['Link', '</song.css>; rel=preload; as=style']] as const),
      corsLines(origin),
      fc.constantFrom<HeaderLine[]>(
        [],
        [['Set-Cookie', 'early=1']],
        [['Cache-Control', 'no-store']],
        [['Location', '/early']],
        [['Content-Length', '3']],
        [['Content-Range', 'bytes 0-3/4']],
      ),
    )
    .map((lines: readonly HeaderLine[]) => lines.filter(([, value]) => fieldValue.test(value)));

const informational = (origin: string): fc.Arbitrary<readonly Informational[]> =>
  fc.array(
    fc.record({
      status: fc.oneof(
        { weight: 6, arbitrary: fc.constant(103) },
        { weight: 1, arbitrary: fc.constantFrom(100, 101, 102, 199) },
      ),
      headers: hintLines(origin),
    }),
    { minLength: 1, maxLength: 3 },
  );

/** Lines that HTTP/2 does not have, or that engines take each in its way. */
const oddLine = fc.constantFrom<HeaderLine>(
  ['Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
  ['Proxy-Connection', 'keep-alive'],
  ['Upgrade', 'h2,h2c'],
  ['Transfer-Encoding', 'chunked'],
  ['TE', 'trailers'],
  ['Host', 'cdn.test'],
  ['X-Song', 'a\x01b'],
  ['X-Song', '\ta '],
);

const canTrail = ({ status, body }: NamedAnswer): boolean =>
  status !== 0 && status !== 204 && status !== 304 && !['truncated', 'reset', 'live'].includes(body ?? '');

/** An answer with what may come before and after it, now and then. */
const answerOver = (answer: NamedAnswer, origin: string, isHttp2: boolean): fc.Arbitrary<NamedAnswer> =>
  fc
    .tuple(
      fc.option(informational(origin), { freq: 5 }),
      fc.option(hintLines(origin), { freq: 5 }),
      fc.option(oddLine, { freq: isHttp2 ? 5 : 100 }),
    )
    .map(([before, trailers, odd]) => {
      const isOdd = odd !== null && isHttp2 && answer.body !== 'live';
      const headers = isOdd ? [...answer.headers, odd] : answer.headers;
      const isTrailed = trailers !== null && canTrail(answer);
      const chunks: HeaderLine[] =
        isTrailed && !isHttp2 && !isChunked(headers) ? [['Transfer-Encoding', 'chunked']] : [];
      return {
        ...answer,
        headers: [...headers, ...chunks],
        ...(before && { informational: before }),
        ...(isTrailed && { trailers }),
      };
    });

/** The same exchange as it may go over the one or the other version of HTTP: mostly HTTP/1.1, with nothing beside its answers. */
export function overVersion(each: ExchangeCase): fc.Arbitrary<ExchangeCase> {
  const { origin } = each.page;
  const over = (isHttp2: boolean): fc.Arbitrary<ExchangeCase> => {
    const answersOf = (responses: readonly NamedAnswer[]) =>
      fc.tuple(...responses.map((answer) => answerOver(answer, origin, isHttp2)));
    const loadOver = <L extends LaterLoad>(load: L): fc.Arbitrary<L> =>
      answersOf(load.responses).map((responses) => ({ ...load, responses }));
    return fc.tuple(loadOver(each), ...(each.then ?? []).map(loadOver)).map(([first, ...then]) => ({
      ...first,
      ...(isHttp2 && { http: '2' as const }),
      ...(each.then && { then }),
    }));
  };
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(each) },
    { weight: 1, arbitrary: over(false) },
    { weight: 3, arbitrary: over(true) },
  );
}
