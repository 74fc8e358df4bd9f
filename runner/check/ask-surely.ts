import type { DirectAnswer, NoAnswer, Question } from '../../model/check/direct-answer';
import { isEmptyResponse } from '../../model/check/connection-root';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import { askDirectly, type DirectAnswers, type DirectQuestions } from './ask-directly';
import type { CheckedLoad } from './check-result';

/** Direct answers, as far as they came. */
interface SureAnswers extends DirectAnswers {
  /** Why what decides was not answered, twice, by a server that answers browsers; null where it was, or nobody knows that it does. */
  readonly lost: Lost | null;
  /** Whether it closes each connection without an answer, whoever asks. */
  readonly isEmpty: boolean;
}

/** What came in place of an answer: why none did, or the status of one that says nothing of who is let in. */
type Lost = NoAnswer | { readonly status: number };

/** Questions that tell who else is let in. */
const whoElse: readonly Question[] = [
  'unrelated',
  'unrelated-part',
  'unrelated-referer',
  'null',
  'suffix',
  'prefix',
  'dot',
  'http',
];

/** An answer that says that somebody asks too much, or that nobody can answer just now: it is given to whoever asks then. */
const isPassing = ({ status }: Pick<DirectAnswer, 'status'>): boolean => status === 429 || status === 503;

/** Of an answer that says nothing; null of one that does. */
const lostIn = (answer: DirectAnswer): Lost | null =>
  answer.noAnswer ?? (isPassing(answer) ? { status: answer.status! } : null);

/** Why the page's own question has no answer, or that from an origin that is not the page's; null if there is one to each that was asked. */
function lostOf(answers: readonly DirectAnswer[], wasRead: boolean): Lost | null {
  const page = answers.filter(({ question }) => question === 'page').at(-1);
  if (page?.status == null) return page?.noAnswer ?? null;
  // A login is what a browser may have, and nobody else: it is not asked for here.
  if (page.status >= 400) return wasRead && page.status !== 401 ? { status: page.status } : null;
  const unanswered = answers.filter(({ question }) => whoElse.includes(question)).map(lostIn);
  return unanswered.find((each) => each !== null) ?? null;
}

/** Who hangs up on one origin each time, and not on the page's, refuses it; who says nothing may be out of reach. */
const isRefusal = ({ answers }: DirectAnswers, lost: Lost): boolean =>
  'code' in lost &&
  lost.code === 'ECONNRESET' &&
  answers.some(({ question, status }) => question === 'page' && status !== null);

/** Whether the page's own question was met by a connection that closed. */
const isEmpty = ({ answers }: DirectAnswers): boolean =>
  answers.some(
    ({ question, noAnswer }) => question === 'page' && noAnswer !== null && isEmptyResponse(noAnswer),
  );

/**
 * Asks a server directly, and once more where it answers a browser, and gives no answer here, or closes the connection on both:
 * a connection may break, or a machine stand still.
 * @param wire what passed between the browser and the server
 */
export async function askSurely(
  wire: readonly RecordedExchange[],
  questions: DirectQuestions,
): Promise<SureAnswers> {
  const first = await askDirectly(questions);
  const last = wire.at(-1);
  const status = last?.status ?? null;
  const wasRead = status !== null && status < 400;
  const lost = status === null ? null : lostOf(first.answers, wasRead);
  const left = (questions.allowed ?? first.requests) - first.requests;
  const mayBeEmpty =
    status === null && last?.noAnswer != null && isEmptyResponse(last.noAnswer) && isEmpty(first);
  // Who was asked too often is not asked more.
  if (!(lost ?? mayBeEmpty) || left <= 0 || (lost && 'status' in lost && lost.status === 429))
    return { ...first, lost, isEmpty: false };
  const second = await askDirectly({ ...questions, allowed: left });
  const still = lost && lostOf(second.answers, wasRead);
  return {
    ...second,
    requests: first.requests + second.requests,
    lost: still && isRefusal(second, still) ? null : still,
    isEmpty: mayBeEmpty && isEmpty(second),
  };
}

function wordsOf(lost: Lost): string {
  if (!('status' in lost)) return `does not answer when it is asked without a browser (${lost.message})`;
  if (lost.status !== 429) return `answers ${lost.status} when it is asked without a browser`;
  return 'answers 429 after that: it was asked too often';
}

const guard = (lost: Lost): string =>
  'status' in lost && isPassing({ status: lost.status })
    ? 'Ask again later'
    : 'A guard against bots may do that';

/** Of a load that was read where nobody could ask who else may read it. */
export const halfKnown = (load: CheckedLoad, lost: Lost): CheckedLoad => ({
  ...load,
  outcome: 'inconclusive',
  inconclusive: `${load.engine} read it, and the server ${wordsOf(lost)}: whom else it lets in is not known. ${guard(lost)}`,
});
