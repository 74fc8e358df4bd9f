import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { song, type RunningServer } from './start-server';

/** A server behind a proxy, which allows whoever asks, with credentials, and does not say that it varies: as bad as can be. */
export async function startUpstream(): Promise<RunningServer> {
  const app = express();
  app.use((request, response, next) => {
    response.set('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    response.set('Access-Control-Allow-Credentials', 'true');
    next();
  });
  app.get('/tone.mp3', (request, response) => {
    const range = request.range(song.length);
    response.set({ ETag: '"one"', 'Accept-Ranges': 'bytes', 'Cache-Control': 'max-age=60' });
    if (request.fresh) response.status(304).end();
    else if (range === -1) response.status(416).set('Content-Range', `bytes */${song.length}`).end();
    else if (Array.isArray(range)) {
      const { start, end } = range[0]!;
      response.status(206).set('Content-Range', `bytes ${start}-${end}/${song.length}`);
      response.type('audio/mpeg').end(song.subarray(start, end + 1));
    } else response.type('audio/mpeg').end(song);
  });
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
