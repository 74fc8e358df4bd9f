import { corsCheck } from '../standards/cors-check';
import type { Reason } from '../standards/reason';
import type { Question } from './direct-answer';
import { allowOriginOf, hasAnswer, isGiven, placeOf, type Answered, type Interview } from './interview';
import { isKept } from './kept-answer';
import type { Finding } from './root';

/** Questions that are the same. */
const alike: readonly (readonly [Question, Question])[] = [
  ['page', 'again'],
  ['range', 'range-again'],
];

/** Two answers to one question. */
interface Differing {
  readonly good: Answered;
  readonly bad: Answered;
  /** Why the bad one is refused. */
  readonly cause: Reason;
}

const causeIn = ({ origin, headers }: Answered): Reason | null =>
  origin === null ? null : corsCheck(origin, false, headers);

/**
 * Answers to one question of which one lets the page in, and another does not. None came from a cache, which gives what it
 * has; null if all agree.
 */
export function differing({ all, last }: Interview): Differing | null {
  for (const questions of alike) {
    const answers = all
      .filter(hasAnswer)
      .filter((each) => questions.includes(each.question) && each.hop === last.hop && isGiven(each));
    if (answers.some(isKept)) continue;
    const good = answers.find((each) => causeIn(each) === null);
    const bad = answers.find((each) => causeIn(each) !== null);
    if (good && bad) return { good, bad, cause: causeIn(bad)! };
  }
  return null;
}

export function saysOf({ bad }: Differing): string {
  const has = allowOriginOf(bad) === null ? 'without' : 'with another';
  return `${placeOf(bad)} answers the same question with an Access-Control-Allow-Origin that lets the page in, and ${has}: more than one server stands behind the name, and they are not set up alike.`;
}

/** Whether a page is refused by chance; null if the same comes each time. */
export function differingRoot(interview: Interview): Finding | null {
  const found = differing(interview);
  if (!found) return null;
  return {
    cause: found.cause,
    root: 'answers-differ',
    because: [found.bad, found.good],
    says: saysOf(found),
  };
}
