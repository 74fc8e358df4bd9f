import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { test as base } from '@playwright/test';
import type { DirectAnswer, Question } from '../../model/check/direct-answer';
import { askDirectly, type DirectAnswers, type DirectQuestions } from '../../runner/check/ask-directly';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';

/** A server that is asked, and what it saw. */
interface AskedServer {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly port: number;
  readonly seen: readonly IncomingMessage[];
}

/** What a server over TCP does with each request, once its head has come. */
type Raw = (socket: Socket, head: string) => void;

interface Fixtures {
  readonly serve: (listener: RequestListener, address?: string) => Promise<AskedServer>;
  readonly serveTls: (listener: RequestListener) => Promise<AskedServer>;
  readonly serveRaw: (answer: Raw) => Promise<AskedServer>;
}

export const page = 'http://app.example';
export const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0';

/** Asks as a page, with less patience than a person has. */
export const ask = (url: string, more: Partial<DirectQuestions> = {}): Promise<DirectAnswers> =>
  askDirectly({
    url,
    page,
    userAgent,
    headers: [],
    signal: new AbortController().signal,
    timeoutMs: 20_000,
    ...more,
  });

export const answersTo = ({ answers }: DirectAnswers, question: Question): readonly DirectAnswer[] =>
  answers.filter((answer) => answer.question === question);

/** Starts servers that end with the test, whatever connections they still have. */
export const test = base.extend<
  Fixtures & { readonly start: (server: Server, address?: string) => Promise<number> }
>({
  start: async ({}, use) => {
    const servers: Server[] = [];
    const sockets = new Set<Socket>();
    await use(async (server, address = '127.0.0.1') => {
      servers.push(server);
      server.on('connection', (socket) => sockets.add(socket));
      server.listen(0, address);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    });
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
  },
  serve: async ({ start }, use) => {
    await use(async (listener, address = '127.0.0.1') => {
      const seen: IncomingMessage[] = [];
      const server = createServer((request, response) => {
        seen.push(request);
        listener(request, response);
      });
      const port = await start(server, address);
      return { origin: `http://${address.includes(':') ? `[${address}]` : address}:${port}`, port, seen };
    });
  },
  serveTls: async ({ start }, use) => {
    const { key, chain } = await loadCertificates(defaultTlsFolder);
    await use(async (listener) => {
      const port = await start(createHttpsServer({ key, cert: chain }, listener));
      return { origin: `https://localhost:${port}`, port, seen: [] };
    });
  },
  serveRaw: async ({ start }, use) => {
    await use(async (answer) => {
      const server = createTcpServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', (head) => answer(socket, head.toString('latin1')));
      });
      const port = await start(server);
      return { origin: `http://127.0.0.1:${port}`, port, seen: [] };
    });
  },
});

export { expect } from '@playwright/test';
