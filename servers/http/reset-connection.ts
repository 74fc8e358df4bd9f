import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** The TCP connections of this process's listeners, by their ports: one in TLS does not know its own. */
const connections = new Map<string, Socket>();

const keyOf = ({ localPort, remoteAddress, remotePort }: Partial<Socket>): string =>
  [localPort, remoteAddress, remotePort].join(' ');

/** Remembers a connection as long as it lasts, so that it can be reset through whatever it carries. */
export function rememberConnection(socket: Socket): void {
  const key = keyOf(socket);
  connections.set(key, socket);
  socket.once('close', () => connections.get(key) === socket && connections.delete(key));
}

/** Ends a connection by a TCP reset, in TLS or not, as a crashed or firewalled server does. */
export function resetConnection(socket: Duplex): void {
  const connection = connections.get(keyOf(socket as Partial<Socket>));
  if (connection) connection.resetAndDestroy();
  socket.destroy();
}
