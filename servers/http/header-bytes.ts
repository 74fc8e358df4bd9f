import type { ServerResponse } from 'node:http';

/** `chunk` as bytes, and what follows it in a call of `end` or `write`: where it was text, without its encoding. */
function toBytes([chunk, ...rest]: unknown[]): unknown[] {
  if (typeof chunk !== 'string') return [chunk, ...rest];
  const [encoding, ...more] = rest;
  if (typeof encoding !== 'string') return [Buffer.from(chunk), ...rest];
  return [Buffer.from(chunk, encoding as BufferEncoding), ...more];
}

/**
 * Has a response write its headers as one byte for each character, whatever follows them. Node writes them as UTF-8
 * together with a body that is text; and a `Content-Disposition` it spoils where it counts the length of the body.
 */
export function sendHeadersAsBytes(res: ServerResponse): void {
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  res.write = (...args: unknown[]) => write(...(toBytes(args) as Parameters<typeof write>));
  res.end = (...args: unknown[]) => {
    const [chunk, ...rest] = toBytes(args);
    const counts = chunk instanceof Uint8Array && !res.headersSent && res.hasHeader('Content-Disposition');
    if (!counts) return end(...([chunk, ...rest] as Parameters<typeof end>));
    if (!res.hasHeader('Content-Length')) res.setHeader('Content-Length', chunk.length);
    write(chunk);
    return end(...(rest as Parameters<typeof end>));
  };
}
