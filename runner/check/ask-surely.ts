import type { DirectAnswer, NoAnswer } from '../../model/check/direct-answer';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import { askDirectly, type DirectAnswers, type DirectQuestions } from './ask-directly';
import type { CheckedLoad } from './check-result';

/** Direct answers, as far as they came. */
interface SureAnswers extends DirectAnswers {
  /** Why what decides was not answered, twice, by a server that answers browsers; null where it was, or nobody knows that it does. */
  readonly lost: NoAnswer | null;
}

/** Why the page's own question has no answer, or that from an origin that nobody knows; null if there is one to each that was asked. */
function lostOf(answers: readonly DirectAnswer[]): NoAnswer | null {
  const page = answers.filter(({ question }) => question === 'page').at(-1);
  if (page?.status == null) return page?.noAnswer ?? null;
  return answers.find(({ question }) => question === 'unrelated')?.noAnswer ?? null;
}

/** Who hangs up on one origin each time, and not on the page's, refuses it; who says nothing may be out of reach. */
const isRefusal = ({ answers }: DirectAnswers, { code }: NoAnswer): boolean =>
  code === 'ECONNRESET' && answers.some(({ question, status }) => question === 'page' && status !== null);

/**
 * Asks a server directly, and once more where it answers a browser, and gives no answer here: a connection may break, or a
 * machine stand still.
 * @param wire what passed between the browser and the server
 */
export async function askSurely(
  wire: readonly RecordedExchange[],
  questions: DirectQuestions,
): Promise<SureAnswers> {
  const first = await askDirectly(questions);
  const lost = wire.at(-1)?.status == null ? null : lostOf(first.answers);
  const left = (questions.allowed ?? first.requests) - first.requests;
  if (!lost || left <= 0) return { ...first, lost };
  const second = await askDirectly({ ...questions, allowed: left });
  const still = lostOf(second.answers);
  return {
    ...second,
    requests: first.requests + second.requests,
    lost: still && isRefusal(second, still) ? null : still,
  };
}

/** Of a load that was read where nobody could ask who else may read it. */
export const halfKnown = (load: CheckedLoad, lost: NoAnswer): CheckedLoad => ({
  ...load,
  outcome: 'inconclusive',
  inconclusive: `${load.engine} read it, and the server does not answer when it is asked without a browser (${lost.message}): whom else it lets in is not known. A guard against bots may do that`,
});
