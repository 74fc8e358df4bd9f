import { runWithTimeout } from '../../runner/waiting/run-with-timeout';
import type { Modules } from './modules';

/** What tells a wrong oracle from the true one. */
export interface Catcher {
  /** What shows that the mutant is wrong, in words; null if nothing does. */
  readonly catches: (mutated: Modules) => string | null;
}

/** Questions that the true oracle and a mutated one are asked alike. */
interface Questions<Case> {
  readonly cases: readonly Case[];
  readonly nameOf: (each: Case) => string;
  /** How these modules answer, as a text that can be compared. */
  readonly ask: (modules: Modules) => (each: Case) => string;
}

/** Cases that are asked under one bound of time. */
const chunkSize = 200;

/** In another order: neighbours say much the same. The stride is a prime, so that each comes once. */
const scatter = <T>(items: readonly T[]): T[] => items.map((_, i) => items[(i * 7_919) % items.length]!);

const says = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
};

/** Compares a mutated oracle with the true one; what caught a mutant before is asked first. */
export function compareWith<Case>(truth: Modules, { cases, nameOf, ask }: Questions<Case>): Catcher {
  const trueAnswer = ask(truth);
  let questions = scatter(cases).map((each) => ({ each, expected: trueAnswer(each) }));

  function firstDifference(mutated: Modules): string | null {
    const answer = runWithTimeout(() => ask(mutated));
    for (let from = 0; from < questions.length; from += chunkSize) {
      const chunk = questions.slice(from, from + chunkSize);
      const found = runWithTimeout(() =>
        chunk.find(({ each, expected }) => says(() => answer(each)) !== expected),
      );
      if (!found) continue;
      questions = [found, ...questions.filter((other) => other !== found)];
      return nameOf(found.each);
    }
    return null;
  }
  // Modules that do not load, and loops that do not end, are caught.
  return {
    catches(mutated) {
      try {
        return firstDifference(mutated);
      } catch (error) {
        return String(error);
      }
    },
  };
}
