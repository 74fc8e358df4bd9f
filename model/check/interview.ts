import { getHeader } from '../http/headers';
import { shown } from '../http/shown-text';
import type { DirectAnswer, Question } from './direct-answer';

/** All answers, by what was asked. */
export interface Interview {
  /** The page's origin, serialized. */
  readonly page: string;
  /** The answers to `page`, hop by hop. */
  readonly way: readonly [DirectAnswer, ...DirectAnswer[]];
  /** Where redirects end. */
  readonly last: DirectAnswer;
  readonly all: readonly DirectAnswer[];
}

/** Null where nothing was asked. */
export function interviewOf(answers: readonly DirectAnswer[], page: string): Interview | null {
  const [first, ...others] = answers.filter(({ question }) => question === 'page');
  return first ? { page, way: [first, ...others], last: others.at(-1) ?? first, all: answers } : null;
}

/** An answer that came. */
export type Answered = DirectAnswer & { readonly status: number };

export const hasAnswer = (answer: DirectAnswer | undefined): answer is Answered => answer?.status != null;

/** The answer to a question, if it was asked and an answer came. */
export function answerTo({ all }: Interview, question: Question): Answered | undefined {
  return all.filter(hasAnswer).find((answer) => answer.question === question);
}

/** Whether a server gives what is asked for, if it was asked. */
export const isGiven = (answer: DirectAnswer | null | undefined): boolean =>
  answer?.status != null && answer.status < 400;

export const allowOriginOf = ({ headers }: DirectAnswer): string | null =>
  getHeader(headers, 'access-control-allow-origin');

/** Whether caches are told that the answer depends on `Origin` (https://www.rfc-editor.org/rfc/rfc9110#name-vary). */
export function variesByOrigin({ headers }: DirectAnswer): boolean {
  const names =
    getHeader(headers, 'vary')
      ?.toLowerCase()
      .split(/[\s,]+/) ?? [];
  return names.includes('origin') || names.includes('*');
}

/** A letter or a digit that is written by its number, as a question past caches has it. */
const spelledOut = /%(3\d|[46][1-9a-f]|[57][\da])/gi;

/** The URL of an answer, safe to show: its query may be a secret. */
export const placeOf = ({ url }: DirectAnswer): string =>
  shown(
    url
      .replace(/\?.*$/s, '')
      .replace(spelledOut, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    120,
  );

/** A value from a header, safe to show. */
export const quoted = (value: string | null): string => `"${shown(value ?? '', 100)}"`;
