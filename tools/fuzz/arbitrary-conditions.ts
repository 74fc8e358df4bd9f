import fc from 'fast-check';
import type { HeaderLine } from '../../model/http/headers';
import type { AnswerCondition } from '../../model/standards/answer-condition';
import type { NamedAnswer } from '../../model/standards/exchange-case';

/** Which requests of a page an answer is for. */
const condition = (page: string): fc.Arbitrary<AnswerCondition> =>
  fc.oneof(
    fc.record({ range: fc.constantFrom('none' as const, 'first' as const) }),
    fc.record({ origin: fc.oneof(fc.boolean(), fc.constantFrom(page, 'null', 'http://other.test')) }),
    fc.record({
      referer: fc.oneof(fc.boolean(), fc.constantFrom('http', 'https://app', 'http://other.test')),
    }),
    fc.record({ userAgent: fc.constantFrom('Firefox', 'Chrome', 'Safari', 'Mozilla', 'nobody') }),
  );

/** An answer for some requests alone, before one for the others. */
export const answersByRequest = (
  page: string,
  answer: fc.Arbitrary<NamedAnswer>,
): fc.Arbitrary<NamedAnswer[]> =>
  fc.tuple(condition(page), answer, answer).map(([when, one, other]) => [{ ...one, when }, other]);

const part = (answer: NamedAnswer, range: string): NamedAnswer => ({
  ...answer,
  status: 206,
  headers: [...answer.headers, ['Content-Range', range] satisfies HeaderLine],
});

/** The first half of a song, and what comes of its rest: the lab's tone has 32,044 bytes. */
export const answersByPart = (answer: fc.Arbitrary<NamedAnswer>): fc.Arbitrary<NamedAnswer[]> =>
  fc
    .tuple(answer, answer, fc.constantFrom('rest', 'rest', 'another total', 403, 404, 416, 200))
    .map(([first, later, how]) => {
      const rest =
        typeof how === 'number'
          ? { ...later, status: how }
          : part(later, `bytes 16044-32043/${how === 'rest' ? 32044 : 99999}`);
      return [{ ...rest, when: { range: 'later' } }, part(first, 'bytes 0-16043/32044')];
    });
