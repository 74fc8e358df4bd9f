import fc from 'fast-check';
import { bodies } from '../../model/standards/body';
import type { ExchangeCase, NamedAnswer } from '../../model/standards/exchange-case';
import {
  allowHeaders,
  allowMethods,
  audioType,
  challenge,
  corsLines,
  exposeHeaders,
  lines,
  location,
  referrerPolicy,
  resourcePolicy,
  shownLines,
} from './arbitrary-header-lines';
import { answersByPart, answersByRequest } from './arbitrary-conditions';

const preflightAnswer = (page: string, name: string): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant(name),
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(200, 204) },
      { weight: 2, arbitrary: fc.constantFrom(299, 300, 301, 304, 400, 401, 403, 404, 405, 500, 206) },
    ),
    headers: lines(corsLines(page), allowMethods, allowHeaders),
  });

const redirectAnswer = (page: string, hop: number): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant(`redirect-${hop}`),
    status: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(302, 301, 303, 307, 308) },
      { weight: 1, arbitrary: fc.constantFrom(300, 304, 305, 200) },
    ),
    headers: lines(corsLines(page), location(page), referrerPolicy),
  });

const songAnswer = (page: string): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant('actual'),
    status: fc.oneof(
      { weight: 9, arbitrary: fc.constant(200) },
      { weight: 1, arbitrary: fc.constantFrom(404, 401, 403, 500, 416, 206, 201) },
    ),
    headers: lines(corsLines(page), resourcePolicy, challenge, audioType),
  });

const fetchedAnswer = (page: string): fc.Arbitrary<NamedAnswer> =>
  fc.record({
    for: fc.constant('actual'),
    status: fc.oneof(
      { weight: 9, arbitrary: fc.constant(200) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(201, 204, 206, 300, 304, 400, 401, 403, 404, 407, 416, 500, 503, 599),
      },
    ),
    headers: lines(corsLines(page), resourcePolicy, challenge, exposeHeaders, shownLines),
  });

/** A live stream is no file: it has no length, and no part. */
const asLive = (answer: NamedAnswer): NamedAnswer => ({
  ...answer,
  status: answer.status === 206 ? 200 : answer.status,
  headers: answer.headers.filter(([name]) => !/^content-(length|range|encoding)$/i.test(name)),
  body: 'live',
});

/** The same answers, where nothing is said of a live stream. */
export const withoutLive = (responses: readonly NamedAnswer[]): NamedAnswer[] =>
  responses.map((answer) => (answer.body === 'live' ? { ...answer, body: null } : answer));

/** An answer with a body that is named, now and then. */
const embodied = (answer: fc.Arbitrary<NamedAnswer>): fc.Arbitrary<NamedAnswer> =>
  fc
    .tuple(answer, fc.option(fc.constantFrom(...bodies), { freq: 6 }))
    .map(([one, body]) => (body === 'live' ? asLive(one) : body === null ? one : { ...one, body }));

/** What comes in the end: mostly one answer, else one by what is asked. */
const lastAnswers = (page: string, audio: boolean): fc.Arbitrary<readonly NamedAnswer[]> => {
  const answer = embodied(audio ? songAnswer(page) : fetchedAnswer(page));
  return fc.oneof(
    { weight: 12, arbitrary: answer.map((only) => [only]) },
    { weight: 2, arbitrary: answersByRequest(page, answer) },
    { weight: audio ? 2 : 0, arbitrary: answersByPart(songAnswer(page)) },
  );
};

/** What servers answer to a request of this page: with up to three redirects, and with or without preflights of their own. */
export function answersTo(page: string, audio: boolean): fc.Arbitrary<ExchangeCase['responses']> {
  const hops = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) },
  );
  const sometimes = (arbitrary: fc.Arbitrary<NamedAnswer>) =>
    fc.option(arbitrary, { freq: 5 }).map((found) => (found ? [found] : []));
  return hops.chain((count) =>
    fc
      .tuple(
        sometimes(preflightAnswer(page, 'preflight')),
        ...Array.from({ length: count }, (_, i) =>
          fc
            .tuple(redirectAnswer(page, i + 1), sometimes(preflightAnswer(page, `preflight-${i + 2}`)))
            .map(([redirect, preflight]) => [redirect, ...preflight]),
        ),
        lastAnswers(page, audio),
      )
      .map((parts) => parts.flat()),
  );
}
