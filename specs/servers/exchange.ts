import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What came over one connection, and how it ended. */
export interface Exchanged {
  readonly bytes: Buffer;
  /** `closed`: with a FIN, in good order; otherwise the code of the socket's error, such as `ECONNRESET`. */
  readonly ended: string;
  /** How many pieces the bytes came in. */
  readonly pieces: number;
}

interface Peer {
  readonly port: number;
  /** With it the connection is TLS: the authority to trust and the name to ask for. */
  readonly tls?: { readonly ca: string; readonly servername: string };
}

/** A server that has forgotten a connection ends it after 15 s: this must come before. In milliseconds. */
const bound = 12_000;

const dial = ({ port, tls }: Peer): Socket =>
  tls ? connectTls({ host: '127.0.0.1', port, ...tls }) : connect(port, '127.0.0.1');

/**
 * Sends `bytes` as they are and reads until the server ends the connection.
 * @throws Error where the server neither ends it nor sends anything for 12 s
 */
export function exchange(peer: Peer, bytes: string | Buffer): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const socket = dial(peer);
    const chunks: Buffer[] = [];
    let ended = 'closed';
    socket.setTimeout(bound, () => {
      socket.destroy();
      reject(new Error(`Failed to see the end of an answer: port ${peer.port} was silent for ${bound} ms`));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => (ended = error.code ?? error.message));
    socket.on('close', () => resolve({ bytes: Buffer.concat(chunks), ended, pieces: chunks.length }));
    socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  });
}
