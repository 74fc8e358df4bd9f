import type { IncomingMessage } from 'node:http';
import type { DirectAnswer } from '../../../model/check/direct-answer';

/** Bytes that are kept of a body. */
export const mostKept = 4_096;

/**
 * Reads up to `most` bytes of a body, which may never end, and keeps the first of them. What stops after its first byte is
 * taken for a live stream that was cut.
 * @param timeoutMs from now to the last byte that is read
 */
export function readBody(
  response: IncomingMessage,
  most: number,
  timeoutMs: number,
): Promise<Pick<DirectAnswer, 'firstBytes' | 'endedAfter' | 'noAnswer'>> {
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let received = 0;
    const finish = (isCut: boolean, isLate = false): void => {
      clearTimeout(timer);
      const message = `headers came, and nothing of the body within ${timeoutMs} ms`;
      resolve({
        firstBytes: new Uint8Array(Buffer.concat(kept).subarray(0, mostKept)),
        ...(isCut && { endedAfter: received }),
        noAnswer: isLate && received === 0 ? { code: 'timeout', message } : null,
      });
    };
    const timer = setTimeout(() => finish(false, true), timeoutMs);
    response.on('data', (chunk: Buffer) => {
      if (received < mostKept) kept.push(chunk);
      received += chunk.length;
      if (received >= most) finish(false);
    });
    response.on('end', () => finish(false));
    // A body that is shorter than was said, or breaks off within a chunk.
    response.on('error', () => finish(true));
  });
}
