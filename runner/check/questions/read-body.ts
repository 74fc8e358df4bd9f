import type { IncomingMessage } from 'node:http';
import type { DirectAnswer } from '../../../model/check/direct-answer';
import { afterPatience } from '../../../servers/check/after-patience';

/** Bytes that are kept of a body. */
export const mostKept = 4_096;

/**
 * Reads up to `most` bytes of a body, which may never end, and keeps the first of them. What is late is no fault as long as
 * it comes; what stopped is one where more was promised, and else is taken for a live stream.
 * @param timeoutMs from now to the last byte that is read
 */
export function readBody(
  response: IncomingMessage,
  most: number,
  timeoutMs: number,
): Promise<Pick<DirectAnswer, 'firstBytes' | 'endedAfter' | 'noAnswer'>> {
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    const promised = Number(response.headers['content-length'] ?? 0);
    let received = 0;
    let last = performance.now();
    const whyLate = (): string | null => {
      if (received === 0) return `headers came, and nothing of the body within ${timeoutMs / 1000} s`;
      const hasStopped = performance.now() - last > timeoutMs / 2;
      return hasStopped && received < promised
        ? `the body stopped after ${received} of ${promised} bytes`
        : null;
    };
    const finish = (isCut: boolean, isLate = false): void => {
      stopWaiting();
      const late = isLate ? whyLate() : null;
      resolve({
        firstBytes: new Uint8Array(Buffer.concat(kept).subarray(0, mostKept)),
        ...(isCut && { endedAfter: received }),
        noAnswer: late === null ? null : { code: 'timeout', message: late },
      });
    };
    const stopWaiting = afterPatience(timeoutMs, () => finish(false, true));
    response.on('data', (chunk: Buffer) => {
      if (received < mostKept) kept.push(chunk);
      received += chunk.length;
      last = performance.now();
      if (received >= most) finish(false);
    });
    response.on('end', () => finish(false));
    // A body that is shorter than was said, or breaks off within a chunk.
    response.on('error', () => finish(true));
  });
}
