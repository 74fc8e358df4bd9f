import type { HeaderLine } from '../../../model/http/headers';

/** A status line and header lines. */
export interface Head {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

/**
 * The answer of an old Shoutcast server, which begins with `ICY 200 OK`: Node's parser takes it for no HTTP.
 * @param error that of the parser, with the bytes that it refused
 * @returns null if it is something else
 */
export function shoutcastHead(error: Error & { readonly rawPacket?: unknown }): Head | null {
  const packet = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1') : '';
  const [first = '', ...lines] = packet.split(/\r?\n\r?\n/)[0]!.split(/\r?\n/);
  const status = /^ICY (\d{3})\b/.exec(first)?.[1];
  if (status === undefined) return null;
  const headers = lines.flatMap((line): HeaderLine[] => {
    const at = line.indexOf(':');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()]] : [];
  });
  return { status: Number(status), headers };
}
