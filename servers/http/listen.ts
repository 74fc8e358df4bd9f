import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Scheme } from '../../model/lab/topology/topology';
import {
  createServer as createTlsServer,
  type Server as TlsServer,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls';
import type { HttpVersion } from '../../model/http/version';
import { PortError } from './port-error';
import { rememberConnection } from './reset-connection';
import { refuseEarly, type AnswerUnread } from './refuse-early';
import { serveHttp2, type AnswerStream } from './serve-http2';
import type { Certificates } from '../tls/certificates';
import { distrustedCertificate } from '../tls/make-distrusted';

interface ListenOptions {
  readonly app: RequestListener;
  readonly answerUnread?: AnswerUnread;
  /** Answers HTTP/2, where that is spoken over https. Wants both schemes. */
  readonly answerStream?: AnswerStream | undefined;
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With both, the first byte of a connection tells which it is. */
  readonly schemes: readonly [Scheme, ...Scheme[]];
  readonly certificates: Certificates;
  readonly patience?: Patience;
}

export interface Listener {
  readonly port: number;
  /** Which version of HTTP is spoken over https from now on, HTTP/1.1 at first. All connections are cut: nothing may be under way. */
  readonly speak: (version: HttpVersion) => void;
  /** Takes no new connections, lets answers under way end for `grace` milliseconds, then cuts the rest. */
  close(grace?: number): Promise<void>;
}

/** By which they are agreed on (https://www.iana.org/assignments/tls-extensiontype-values#alpn-protocol-ids). */
const protocolNames: Readonly<Record<HttpVersion, string>> = { '1.1': 'http/1.1', '2': 'h2' };

/** The first byte of a TLS handshake record. */
const tlsHandshake = 0x16;

/** How long a connection may take for each thing, in milliseconds. */
interface Patience {
  /** For the first bytes and a TLS handshake; then for the headers of a request, and for all of it with its body. */
  readonly request: number;
  /** How often this is looked at. */
  readonly interval: number;
  /** For silence: longer than any fault that a policy can ask for. */
  readonly idle: number;
}

const usualPatience: Patience = { request: 15_000, interval: 1_000, idle: 60_000 };

const limitsFor = ({ request, interval }: Patience) => ({
  maxHeaderSize: 32_768,
  keepAliveTimeout: 30_000,
  headersTimeout: request,
  requestTimeout: request,
  connectionsCheckingInterval: interval,
  // The application refuses a request without `Host` itself, in JSON.
  requireHostHeader: false,
});

/** A TLS server that agrees on a version of HTTP, and hands connections of HTTP/1.1 to the server of that. */
const agreeOnVersion = (
  https: HttpsServer,
  options: TlsOptions,
  wanted: () => string,
  speakHttp2: (socket: TLSSocket) => void,
): TlsServer =>
  createTlsServer(
    {
      ...options,
      ALPNCallback: ({ protocols }) => protocols.find((each) => each === wanted()) ?? 'http/1.1',
    },
    (socket) => {
      if (socket.alpnProtocol === 'h2') speakHttp2(socket);
      else https.emit('secureConnection', socket);
    },
  );

/** A TCP server that hands each connection to the server of its scheme, by its first byte. */
function tellApart(http: HttpServer, https: HttpsServer | TlsServer, patience: number): Server {
  return createTcpServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const giveUp = () => socket.destroy();
    socket.once('error', giveUp).once('end', giveUp).setTimeout(patience, giveUp);
    socket.once('data', (first: Buffer) => {
      socket.off('end', giveUp).setTimeout(0, giveUp);
      socket.pause();
      socket.unshift(first);
      const isTls = first[0] === tlsHandshake;
      // As each server has it of its own connections: TLS never answers a peer that has ended its side.
      socket.allowHalfOpen = !isTls;
      (isTls ? https : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
}

function bind(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new PortError(port, error as NodeJS.ErrnoException));
    server.once('error', fail);
    try {
      server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
    } catch (error) {
      // A port above 65535 is thrown, not emitted.
      fail(error);
    }
  });
}

/** Listens with one application on one port. */
export async function listen({
  app,
  answerUnread,
  answerStream,
  address,
  port,
  schemes,
  certificates,
  patience = usualPatience,
}: ListenOptions): Promise<Listener> {
  const limits = limitsFor(patience);
  const http = createHttpServer(limits);
  const { chain: cert, key } = certificates;
  const https = createHttpsServer({ ...limits, handshakeTimeout: patience.request, cert, key });
  const { hosts, ...distrusted } = await distrustedCertificate();
  for (const host of hosts) https.addContext(host, distrusted);
  for (const each of [http, https]) {
    each.timeout = patience.idle;
    refuseEarly(each, app, answerUnread);
  }
  let version: HttpVersion = '1.1';
  const tls =
    answerStream &&
    agreeOnVersion(
      https,
      { handshakeTimeout: patience.request, cert, key },
      () => protocolNames[version],
      (socket) => serveHttp2(socket, answerStream, () => bound),
    );
  const server =
    schemes.length > 1
      ? tellApart(http, tls ?? https, patience.request)
      : schemes[0] === 'https'
        ? https
        : http;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    rememberConnection(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const bound: number = await bind(server, address, port);
  // It is then that a server begins to keep account of its connections, which those behind another never hear.
  const inner = [http, https].filter((each) => each !== server && schemes.length > 1);
  for (const each of inner) each.emit('listening');

  return {
    port: bound,
    speak(wanted) {
      if (wanted === version) return;
      version = wanted;
      for (const socket of sockets) socket.destroy();
    },
    async close(grace = 500) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      http.closeIdleConnections();
      https.closeIdleConnections();
      for (const each of inner) each.close();
      const timer = setTimeout(() => sockets.forEach((socket) => socket.destroy()), grace);
      await closed;
      clearTimeout(timer);
    },
  };
}
