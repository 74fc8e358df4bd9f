import { getHeader } from '../http/headers';
import { hasAnswer, answerTo, placeOf, type Answered, type Interview } from './interview';
import type { Finding, Root } from './root';
import { whatBodyIs, type Body } from './what-body-is';

const words: Readonly<Record<Body, string>> = {
  login: 'a page to log in',
  html: 'an HTML page',
  json: 'JSON',
  xml: 'XML',
  image: 'an image',
  packed: 'compressed data, and no Content-Encoding that says so,',
  text: 'plain text',
  empty: 'nothing',
};

/** An empty answer without anything that a file has: the server does not know the host. */
const isUnknownHost = ({ status, headers }: Answered, body: Body): boolean =>
  body === 'empty' &&
  status === 200 &&
  ['content-type', 'etag', 'last-modified', 'access-control-allow-origin'].every(
    (name) => getHeader(headers, name) === null,
  );

/** What comes with a good status, and is surely no audio; null if it may be. */
export function bodyRoot(answer: Answered): Finding | null {
  const body = whatBodyIs(answer);
  if (!body) return null;
  const root: Root =
    body === 'login' ? 'login-page' : isUnknownHost(answer, body) ? 'unknown-host' : 'not-audio';
  const says = `${placeOf(answer)} answers with status ${answer.status}, and sends ${words[body]} instead of audio.`;
  return { cause: 'decode', root, because: [answer], says };
}

/** A body that ends before its time; null if none was seen to. */
export function truncatedRoot({ last, ...interview }: Interview): Finding | null {
  const whole = answerTo({ last, ...interview }, 'whole');
  const answer = [whole, last].find((each) => each?.endedAfter !== undefined);
  if (!hasAnswer(answer)) return null;
  const length = getHeader(answer.headers, 'content-length');
  const promised = length === null ? '' : ` of ${length}`;
  const says = `${placeOf(answer)} breaks off: ${answer.endedAfter!}${promised} bytes came.`;
  return { cause: 'network', root: 'truncated', because: [answer], says };
}
