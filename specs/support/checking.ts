import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { checkIn, usualLoaders } from '../../runner/check/check';
import { openCheckBrowser, type CheckBrowser } from '../../runner/check/check-browser';
import { test as base } from '.';

export type Answer = (req: IncomingMessage, res: ServerResponse) => void;

export const song = readFileSync(join(__dirname, '..', '..', 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));
export const appOrigin = 'https://app.example';
/** On a host that the servers of a spec have too, at a port of its own. */
export const hostPage = 'http://127.0.0.1:3000';
/** All names below `.dev` are opened over https by browsers that know it (https://hstspreload.org). */
export const securePage = 'https://app.dev';
export const insecurePage = 'http://app.dev';

/** Gives the song, or the part that is asked for, with these header lines. */
export const giveSong =
  (...lines: (readonly [name: string, value: string])[]): Answer =>
  (req, res) => {
    const part = req.headers.range === 'bytes=0-';
    const headers = ['Content-Type', 'audio/mpeg', ...lines.flat()];
    if (part) headers.push('Content-Range', `bytes 0-${song.length - 1}/${song.length}`);
    res.writeHead(part ? 206 : 200, headers).end(song);
  };

export const star = ['Access-Control-Allow-Origin', '*'] as const;
export const own = ['Access-Control-Allow-Origin', appOrigin] as const;

interface Serving {
  /** Starts a server that answers so, and gives the URL of a song on it. */
  readonly serve: (answer: Answer) => Promise<string>;
}

/** What the browser of all is told; a spec that turns it to something else turns it back. */
export const turned = { headers: [['X-Login', 'a-secret-of-mine']], mostRequests: 999 } as const;

/** One browser for all: what it loads, it loads in a profile of its own. */
export const test = base.extend<Serving, { readonly checking: CheckBrowser }>({
  checking: [
    async ({ engine }, use) => {
      const browser = await openCheckBrowser(engine, { ...turned, patience: 2_000 });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (answer) => {
      const server = createServer(answer);
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/song.mp3`;
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
});

type Options = Partial<Parameters<typeof checkIn>[1]>;

export const run = (browser: CheckBrowser, url: string, options: Options = {}) =>
  checkIn([browser], {
    url,
    pages: [{ origin: appOrigin }],
    loaders: usualLoaders,
    headers: [],
    patience: 2_000,
    mostDirect: 40,
    proves: true,
    signal: new AbortController().signal,
    ...options,
  });
