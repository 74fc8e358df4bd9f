import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Destination, Route } from '../../session/loopback-proxy';

const openBound = 30_000;

/** @throws Error with what answered instead */
function openWebSocket(endpoint: string, headers: Readonly<Record<string, string>>): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(endpoint, {
      headers,
      handshakeTimeout: openBound,
      perMessageDeflate: false,
    });
    socket
      .once('open', () => resolve(socket))
      .once('error', reject)
      .once('unexpected-response', (_request, { statusCode }) => {
        reject(new Error(`it answers ${statusCode} to a WebSocket`));
        socket.terminate();
      });
  });
}

/** A message of Playwright's protocol by which a browser there asks for a connection from here. */
interface SocksRequested {
  readonly method: string;
  readonly params: Destination;
}

/** No pattern of hosts matches this one. */
const refused: Destination = { host: 'refused.invalid', port: 1 };

function routeMessage(data: Buffer, route: Route): Buffer {
  if (!data.includes('"socksRequested"')) return data;
  const message = JSON.parse(data.toString()) as SocksRequested;
  if (message.method !== 'socksRequested') return data;
  const { host, port } = message.params;
  const destination = route({ host: host.toLowerCase(), port }) ?? refused;
  return Buffer.from(JSON.stringify({ ...message, params: { ...message.params, ...destination } }));
}

function relay(from: WebSocket, to: WebSocket, change: (data: Buffer) => Buffer): void {
  from.on('message', (data: Buffer, isBinary) => to.send(change(data), { binary: isBinary }));
  from.on('error', () => to.terminate());
  from.on('close', (code, reason) => {
    // 1005 and 1006 stand for a close that said nothing, and may not be sent.
    if (code === 1005 || code === 1006) to.close();
    else to.close(code, reason);
  });
}

interface Tunnel {
  /** Where Playwright is to connect, once. */
  readonly endpoint: string;
  readonly close: () => void;
}

/**
 * Stands between Playwright and a Playwright server. The server leads all connections of its browser through the
 * WebSocket to the client, by the names that the browser asked for; those are told here where they lead.
 * @throws Error where no Playwright server answers at `endpoint`
 */
export async function openTunnel(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  route: Route,
): Promise<Tunnel> {
  const server = await openWebSocket(endpoint, { ...headers, 'x-playwright-proxy': '*' });
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  const close = () => {
    listener.close();
    server.terminate();
  };
  listener.once('connection', (client) => {
    relay(client, server, (data) => data);
    relay(server, client, (data) => routeMessage(data, route));
    listener.close();
  });
  await once(listener, 'listening');
  return { endpoint: `ws://127.0.0.1:${(listener.address() as AddressInfo).port}`, close };
}
