import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Where what a browser asks for leads; undefined refuses it. */
export type Route = (asked: Destination) => Destination | undefined;

export interface LoopbackProxy {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The codes of SOCKS 5. https://www.rfc-editor.org/rfc/rfc1928 */
const socks5 = 0x05;
const withoutAuthentication = 0x00;
const commandConnect = 0x01;
const addressTypes = { ipv4: 0x01, domainName: 0x03, ipv6: 0x04 };
/** How many bytes an address has, by its type. */
const addressLengths: Readonly<Record<number, number>> = { [addressTypes.ipv4]: 4, [addressTypes.ipv6]: 16 };
const replies = {
  succeeded: 0x00,
  notAllowed: 0x02,
  connectionRefused: 0x05,
  commandNotSupported: 0x07,
  addressTypeNotSupported: 0x08,
};

/** What a SOCKS request in full asks for; a reply where it is none that is served; null as long as bytes are missing. */
function readRequest(bytes: Buffer): Destination | number | null {
  const [, command, , type, length = 0] = bytes;
  if (bytes.length < 5) return null;
  if (command !== commandConnect) return replies.commandNotSupported;
  const named = type === addressTypes.domainName;
  const known = named ? length : addressLengths[type ?? 0];
  if (known === undefined) return replies.addressTypeNotSupported;
  const start = named ? 5 : 4;
  const end = start + known;
  if (bytes.length < end + 2) return null;
  const address = bytes.subarray(start, end);
  const host = named
    ? address.toString('latin1')
    : type === addressTypes.ipv4
      ? address.join('.')
      : (address.toString('hex').match(/.{4}/g) ?? []).join(':');
  return { host, port: bytes.readUInt16BE(end) };
}

/** `read` is asked again as bytes come in, until it answers; what came after its message stays with the browser's socket. */
function readMessage<T>(socket: Socket, read: (bytes: Buffer) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = read(bytes);
      if (answer === null) return;
      socket.off('data', take).pause();
      resolve(answer);
    };
    socket
      .on('data', take)
      .resume()
      .once('close', () => reject(new Error('the browser hung up')));
  });
}

const reply = (code: number): Buffer => Buffer.from([socks5, code, 0, addressTypes.ipv4, 0, 0, 0, 0, 0, 0]);

/** Bytes both ways, untouched. What ends or breaks one side ends or breaks the other in the same manner. */
function join(browser: Socket, server: Socket): void {
  for (const [from, to] of [
    [browser, server],
    [server, browser],
  ] as const) {
    from.once('error', () => to.resetAndDestroy());
    from.pipe(to);
  }
}

async function serve(browser: Socket, route: Route): Promise<void> {
  await readMessage(browser, (bytes) => (bytes.length > 1 && bytes.length >= 2 + bytes[1]! ? true : null));
  browser.write(Buffer.from([socks5, withoutAuthentication]));
  const request = await readMessage(browser, readRequest);
  if (typeof request === 'number') return void browser.end(reply(request));
  const destination = route({ ...request, host: request.host.toLowerCase() });
  if (destination === undefined) return void browser.end(reply(replies.notAllowed));
  const server = connect({ ...destination, allowHalfOpen: true, noDelay: true });
  server.once('error', () => browser.end(reply(replies.connectionRefused)));
  server.once('connect', () => {
    server.removeAllListeners('error');
    browser.write(reply(replies.succeeded));
    join(browser, server);
  });
  browser.once('close', () => server.destroy());
}

/**
 * A SOCKS 5 proxy on loopback, for a browser that cannot be told otherwise where names lead: it resolves them all here,
 * and a host that `route` does not know is refused.
 */
export async function startLoopbackProxy(route: Route): Promise<LoopbackProxy> {
  const sockets = new Set<Socket>();
  const proxy = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
    serve(socket, route).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
