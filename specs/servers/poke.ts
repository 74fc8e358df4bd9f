import { connect } from 'node:net';

export interface Poked {
  readonly sent: string;
  /** What came back, as latin1. */
  readonly received: string;
  /** The server left the connection open after its peer had ended it. */
  readonly hung: boolean;
}

/** How long to wait for the first byte of an answer, in milliseconds; a request that was cut off has none. */
const patience = 40;
/** How long a server may take to close a connection that its peer has ended: less than the 15 s after which it would do so anyway. */
const bound = 12_000;

/** Sends bytes (latin1) over a connection of its own, ends it once an answer begins or none does, and awaits its close. */
function poke(port: number, sent: string): Promise<Poked> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    let timer = setTimeout(end, patience);
    function end(): void {
      clearTimeout(timer);
      if (socket.writableEnded) return;
      socket.end();
      timer = setTimeout(() => finish(true), bound);
    }
    function finish(hung: boolean): void {
      clearTimeout(timer);
      socket.destroy();
      resolve({ sent, received: Buffer.concat(chunks).toString('latin1'), hung });
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      end();
    });
    // A reset is an answer too.
    socket.on('error', () => undefined);
    socket.on('close', () => finish(false));
    socket.write(Buffer.from(sent, 'latin1'));
  });
}

/** Sends each of `requests`, `atOnce` of them at a time. */
export async function pokeAll(port: number, requests: readonly string[], atOnce = 64): Promise<Poked[]> {
  const results: Poked[] = [];
  const queue = requests.values();
  const work = async (): Promise<void> => {
    for (const sent of queue) results.push(await poke(port, sent));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
