import type { DirectAnswer, Question } from '../../model/check/direct-answer';
import { unrelatedOrigin } from '../../model/check/tried-origins';
import type { HeaderLine } from '../../model/http/headers';

export const page = 'https://app.example';
export const cdn = 'https://cdn.test/tone.mp3';

const audio = new Uint8Array([0x49, 0x44, 0x33, 4, 0, 0]);
export const bytes = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));

const origins: Partial<Record<Question, string | null>> = {
  'without-origin': null,
  'fresh-without-origin': null,
  unrelated: unrelatedOrigin(page),
  'unrelated-part': unrelatedOrigin(page),
  'unrelated-referer': unrelatedOrigin(page),
  null: 'null',
  suffix: 'https://evilapp.example',
  prefix: 'https://app.example.evil.invalid',
  dot: 'https://appxexample',
  http: 'http://app.example',
};

/** An answer to one question: audio over https with the status 200, unless it is said otherwise. */
export function answer(
  question: Question,
  headers: readonly HeaderLine[] = [],
  more: Partial<DirectAnswer> = {},
): DirectAnswer {
  const { [question]: origin = page } = origins;
  const isFresh = question.startsWith('fresh');
  return {
    question,
    url: isFresh ? `${cdn}?earshot=0123456789ab` : cdn,
    hop: 1,
    origin,
    status: question === 'range' ? 206 : 200,
    headers: question === 'range' ? [['Content-Range', 'bytes 0-96338/96339'], ...headers] : headers,
    firstBytes: question === 'page' ? audio : new Uint8Array(),
    noAnswer: null,
    ...more,
  };
}

export const allow = (value: string): HeaderLine => ['Access-Control-Allow-Origin', value];
export const vary: HeaderLine = ['Vary', 'Accept-Encoding, Origin'];
export const failed = (question: Question, code: string, message = code): DirectAnswer =>
  answer(question, [], { status: null, firstBytes: new Uint8Array(), noAnswer: { code, message } });
