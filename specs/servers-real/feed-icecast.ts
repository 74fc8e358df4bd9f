import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../../runner/common/until';
import { ask } from './ask';
import { song } from './start-server';

/** Feeds the mount `/live` over and over, and resolves, once somebody could hear it, with how to stop. */
export async function feedIcecast(port: number): Promise<() => void> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  const login = Buffer.from('source:lab').toString('base64');
  socket.write(
    `SOURCE /live HTTP/1.0\r\nAuthorization: Basic ${login}\r\nContent-Type: audio/mpeg\r\nice-name: lab\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.write(song);
  const timer = setInterval(() => socket.write(song), 250);
  const stop = () => {
    clearInterval(timer);
    socket.destroy();
  };
  try {
    await until(30_000, 'Failed to hear /live: nobody feeds it', async () =>
      (await ask(port, '/live', {})).status === 200 ? true : undefined,
    );
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
