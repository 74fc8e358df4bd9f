import { request } from 'node:http';
import { performServerHandshake, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { isHopByHop } from '../../model/http/hop-by-hop';
import { sendHeaderBlocks, type HeaderBlocks } from './header-blocks';

/** Answers a request of HTTP/2; false: it is one for the application, which speaks HTTP/1.1. */
export type AnswerStream = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  blocks: HeaderBlocks,
) => boolean;

/** Of a session, in megabytes: all that is played in a browser may come by one. */
const maxSessionMemory = 1_000;

/** Asks the application in HTTP/1.1, as a proxy in front of it does. */
function passOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, port: number): void {
  const { ':authority': host, ':method': method = 'GET', ':path': path = '/' } = headers;
  const named = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
  const asked = request(
    { host: '127.0.0.1', port, method, path, headers: { ...Object.fromEntries(named), host } },
    (answer) => {
      if (stream.destroyed) return void answer.destroy();
      const lines = Object.entries(answer.headers).filter(([name]) => !isHopByHop(name));
      stream.respond({ ':status': answer.statusCode ?? 502, ...Object.fromEntries(lines) });
      answer.pipe(stream);
    },
  );
  asked.once('error', () => stream.destroy());
  stream.once('close', () => asked.destroy());
  stream.pipe(asked);
}

/**
 * Speaks HTTP/2 on a connection.
 * @param portOfApp where the application listens on this machine, in HTTP/1.1
 */
export function serveHttp2(socket: Duplex, answerStream: AnswerStream, portOfApp: () => number): void {
  const blocks = sendHeaderBlocks(socket);
  // What is compressed by what came before could not be replaced.
  const session = performServerHandshake(blocks.duplex, { maxDeflateDynamicTableSize: 0, maxSessionMemory });
  session.on('error', () => session.destroy());
  session.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy());
    if (!answerStream(stream, headers, blocks)) passOn(stream, headers, portOfApp());
  });
}
