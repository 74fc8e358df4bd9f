import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { ask } from './ask';
import type { ServerCase } from './cases/server-case';
import { feedIcecast } from './feed-icecast';
import { startServer, type RunningServer } from './start-server';
import { ServerEnded } from './while-it-stands';

const songs = join(__dirname, '..', '..', 'servers', 'audio', 'files', 'cdn');

async function startBehind(behind: ServerCase['behind']): Promise<RunningServer | null> {
  if (!behind) return null;
  const app = express();
  // A range beyond the end is asked for, and is no error to tell of.
  app.set('env', 'test');
  behind(app);
  app.use(express.static(songs, { maxAge: '1h' }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * Starts the server of a case, and what stands behind it, and has it asked by whom it was asked before.
 * @param fix as in {@link ServerCase}
 * @throws ServerEnded where it ends before it is ready
 */
export async function startCase(
  { setting, behind, path = '/tone.mp3', primedBy }: ServerCase,
  fix: readonly string[] | null,
): Promise<RunningServer> {
  const upstream = await startBehind(behind);
  const closing: (() => unknown)[] = [() => upstream?.close()];
  const close = async () => {
    for (const each of closing.reverse()) await each();
  };
  let server: RunningServer | undefined;
  try {
    server = await startServer(upstream?.port ?? 0, (place) => setting(place, fix));
    closing.push(server.close);
    if (path === '/live') closing.push(await feedIcecast(server.port));
    if (primedBy !== undefined && fix === null)
      await ask(server.port, path, primedBy === null ? {} : { Origin: primedBy });
    return { ...server, close };
  } catch (error) {
    const why = await server?.whyEnded?.();
    await close();
    throw why === undefined ? error : new ServerEnded(why, { cause: error });
  }
}
