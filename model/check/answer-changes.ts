import type { HeaderLine } from '../http/headers';
import type { Answer, ExchangeCase, NamedAnswer } from '../standards/exchange-case';

/** What a fix makes of one answer of a server. */
interface AnswerChange {
  /** Null where it stays. */
  readonly status: number | null;
  /** By lower-case name: the lines that stand in for all of that name. */
  readonly lines: ReadonlyMap<string, readonly HeaderLine[]>;
}

/** What a fix makes of the answers to a load. */
export interface AnswerChanges {
  /** Whether what the redirects lead to is answered in their place. */
  readonly answersDirectly: boolean;
  /** By the request that is answered: `preflight`, `redirect-1`, `actual`, … */
  readonly changes: ReadonlyMap<string, AnswerChange>;
}

const namesOf = ({ headers }: Answer): string[] => headers.map(([name]) => name.toLowerCase());
const linesOf = ({ headers }: Answer, wanted: string): HeaderLine[] =>
  headers.filter(([name]) => name.toLowerCase() === wanted);

function changeBetween(before: Answer, after: Answer): AnswerChange {
  const names = new Set([...namesOf(before), ...namesOf(after)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(linesOf(before, name)) !== JSON.stringify(linesOf(after, name)),
  );
  return {
    status: before.status === after.status ? null : after.status,
    lines: new Map(changed.map((name) => [name, linesOf(after, name)])),
  };
}

/** The answer that stands for another where none is spelled out, as in `answerOf`. */
const answerFor = (answers: readonly NamedAnswer[], name: string): Answer =>
  answers.find((each) => each.for === name) ??
  answers.find((each) => each.for === 'actual') ?? { status: 0, headers: [] };

/** What was changed of the answers of an exchange, so that it can be done to the answers that a server gives next. */
export function changesBetween(
  before: ExchangeCase['responses'],
  after: ExchangeCase['responses'],
): AnswerChanges {
  const isRedirect = ({ for: name }: NamedAnswer) => name.startsWith('redirect-');
  const names = new Set(after.map((each) => each.for));
  return {
    answersDirectly: before.some(isRedirect) && !after.some(isRedirect),
    changes: new Map(
      [...names].map((name) => [name, changeBetween(answerFor(before, name), answerFor(after, name))]),
    ),
  };
}

/** An answer as it is with the change that is meant for it. */
export function changeAnswer<A extends Answer>({ changes }: AnswerChanges, name: string, answer: A): A {
  const change = changes.get(name) ?? changes.get('actual');
  if (!change) return answer;
  const kept = answer.headers.filter(([header]) => !change.lines.has(header.toLowerCase()));
  return {
    ...answer,
    // A part of a file stays one.
    status: change.status === 200 && answer.status === 206 ? 206 : (change.status ?? answer.status),
    headers: [...kept, ...[...change.lines.values()].flat()],
  };
}
