import type { Request } from 'express';
import { BadRequest } from './errors';

/**
 * Reads the body of a request, and keeps nothing of it.
 * @param max bytes
 * @throws BadRequest 413 where there is more
 */
export function swallowBody(req: Request, max: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let size = 0;
    const refuse = (bytes: number) =>
      reject(new BadRequest(413, 'body', `${bytes} bytes`, `may have ${max} bytes; send less`));
    const promised = Number(req.headers['content-length'] ?? 0);
    if (promised > max) {
      refuse(promised);
      return;
    }
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > max) refuse(size);
    });
    req.once('end', resolve);
  });
}
