import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from '../../runner/waiting/until';
import { ask } from './ask';
import { song } from './start-server';

/** The song without what stands before its sound, and tells of one file: so it can go on and on. */
const frames = song.subarray(song.indexOf(Buffer.from([0xff, 0xf3]), song.indexOf('Info')));

/** How long Icecast has to take a source, in milliseconds: a busy one hangs up, or forgets one that it accepted. */
const patience = 3000;

/** A connection that feeds the mount `/live`, once Icecast has taken it. @throws Error where it does not */
async function connectSource(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  const gone = new AbortController();
  socket.on('error', () => undefined).once('close', () => gone.abort());
  const timer = setTimeout(() => socket.destroy(), patience);
  try {
    await once(socket, 'connect', { signal: gone.signal });
    const login = Buffer.from('source:lab').toString('base64');
    socket.write(
      `SOURCE /live HTTP/1.0\r\nAuthorization: Basic ${login}\r\nContent-Type: audio/mpeg\r\nice-name: lab\r\n\r\n`,
    );
    const [answer] = (await once(socket, 'data', { signal: gone.signal })) as [Buffer];
    if (!answer.toString('latin1').includes(' 200 '))
      throw new Error(`Icecast said ${answer.toString('latin1')}`);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Feeds the mount `/live` over and over, and resolves, once somebody could hear it, with how to stop. */
export async function feedIcecast(port: number): Promise<() => void> {
  const socket = await until(30_000, 'Failed to feed /live: Icecast takes no source', () =>
    connectSource(port).catch(() => undefined),
  );
  // As much as a browser wants before it plays.
  for (let i = 0; i < 8; i += 1) socket.write(frames);
  const timer = setInterval(() => socket.write(frames), 250);
  const stop = () => {
    clearInterval(timer);
    socket.destroy();
  };
  try {
    await until(30_000, 'Failed to hear /live: nobody feeds it', async () =>
      (await ask(port, '/live', {}).catch(() => null))?.status === 200 ? true : undefined,
    );
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
