import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NoAnswer } from '../../model/check/direct-answer';
import { afterPatience } from './after-patience';
import { noAnswerBy } from './connection';

/** What is read of one body at most: an element has music enough in it, and a stream without an end is not followed. */
const mostBytes = 1_048_576;
/** The same for a library that plays nothing before it has all of a song. */
export const mostOfWhole = 33_554_432;

interface PassedBody {
  /** How long nothing may come of it while somebody wants more, in milliseconds. */
  readonly patience: number;
  readonly onBytes: (count: number) => void;
  readonly onFailure: (noAnswer: NoAnswer) => void;
  /** Given for who can do nothing with a part: called in place of leaving it at that, where there is more than is read. */
  readonly onTooLong?: (() => void) | undefined;
}

/**
 * Hands a body on, as far as it is read. Of one that is longer no more is taken from the server; the browser waits for
 * the rest until it lets go.
 */
export function passBody(
  answer: IncomingMessage,
  res: ServerResponse,
  { patience, onBytes, onFailure, onTooLong }: PassedBody,
): void {
  const most = onTooLong ? mostOfWhole : mostBytes;
  let passed = 0;
  let isOver = false;
  const end = (tell?: () => void): void => {
    if (isOver) return;
    isOver = true;
    stopWaiting();
    tell?.();
  };
  const stalled = (): void => {
    const message =
      passed === 0
        ? `headers came, and nothing of the body within ${patience / 1000} s`
        : `the body stopped after ${passed} bytes: nothing more came within ${patience / 1000} s`;
    answer.destroy();
    end(() => onFailure({ code: 'timeout', message }));
  };
  let stopWaiting = afterPatience(patience, stalled);
  const wait = (): void => {
    stopWaiting();
    stopWaiting = afterPatience(patience, stalled);
  };
  answer.once('error', (error) => end(() => onFailure(noAnswerBy(error))));
  answer.on('data', (chunk: Buffer) => {
    if (isOver) return;
    const part = chunk.subarray(0, most - passed);
    passed += part.length;
    onBytes(part.length);
    const isTaken = res.write(part);
    if (passed >= most) {
      end(onTooLong);
      answer.destroy();
    } else if (isTaken) {
      wait();
    } else {
      // As long as the browser takes no more, the server is not waited for.
      stopWaiting();
      answer.pause();
    }
  });
  res.on('drain', () => {
    if (isOver) return;
    wait();
    answer.resume();
  });
  res.once('close', () => {
    answer.destroy();
    end();
  });
  answer.once('end', () => {
    end();
    res.end();
  });
  // Headers alone are an answer too.
  res.flushHeaders();
}
