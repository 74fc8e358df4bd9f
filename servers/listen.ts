import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Scheme } from '../model/topology';
import { errorBody } from './cdn/errors';
import type { Certificates } from './tls/certificates';

interface ListenOptions {
  readonly app: RequestListener;
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With both, the first byte of a connection tells which it is. */
  readonly schemes: readonly [Scheme, ...Scheme[]];
  readonly certificates: Certificates;
}

export interface Listener {
  readonly port: number;
  /** Takes no new connections, lets answers under way end for `grace` milliseconds, then cuts the rest. */
  close(grace?: number): Promise<void>;
}

/** A port that cannot be listened on, for a reason that its user can do something about. */
export class PortError extends Error {
  constructor(
    readonly port: number,
    cause: NodeJS.ErrnoException,
  ) {
    const why = cause.code === 'EADDRINUSE' ? 'it is in use' : (cause.code ?? cause.message);
    super(
      `Failed to listen on port ${port}: ${why}. Stop what holds it, or choose other ports: --port-base 9100, or --port-base 0 for free ones`,
      { cause },
    );
  }
}

/** The first byte of a TLS handshake record. */
const tlsHandshake = 0x16;
const limits = { maxHeaderSize: 32_768, keepAliveTimeout: 30_000, headersTimeout: 15_000 };

/** Answers a request that is not even HTTP with JSON, as every other error. */
function answerClientErrors(server: HttpServer | HttpsServer): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
    const body = errorBody('request', error.code ?? error.message, 'cannot be read as HTTP/1.1');
    const head = [
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.end([...head, 'Connection: close', '', body].join('\r\n'));
  });
}

/** A TCP server that hands each connection to the server of its scheme, by its first byte. */
function tellApart(http: HttpServer, https: HttpsServer): Server {
  return createTcpServer((socket) => {
    socket.once('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === tlsHandshake ? https : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
}

function bind(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortError(port, error)));
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Listens with one application on one port. */
export async function listen({
  app,
  address,
  port,
  schemes,
  certificates,
}: ListenOptions): Promise<Listener> {
  const http = createHttpServer(limits, app);
  const https = createHttpsServer({ ...limits, cert: certificates.chain, key: certificates.key }, app);
  for (const each of [http, https]) answerClientErrors(each);
  const server = schemes.length > 1 ? tellApart(http, https) : schemes[0] === 'https' ? https : http;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const bound = await bind(server, address, port);

  return {
    port: bound,
    async close(grace = 500) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      http.closeIdleConnections();
      https.closeIdleConnections();
      const timer = setTimeout(() => sockets.forEach((socket) => socket.destroy()), grace);
      await closed;
      clearTimeout(timer);
    },
  };
}
