import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import cors from 'cors';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { hostNameIn } from '../../servers/cdn/check-host';
import { pageEvidence } from '../output/run-schema';
import { createLinkedPage, type LinkedPage } from './linked-page';

const hello = z.object({ userAgent: z.string().max(1_000) });
const drained = z.object({ evidence: z.array(pageEvidence) });

/** Milliseconds that answers under way have to end. */
const grace = 500;

/** Characters of an error that are told. */
const maxWords = 500;

export interface ServedLink {
  /** `<port>.<token>`: where the page finds this runner. */
  readonly at: string;
  /** The user agent of the first browser that begins. */
  readonly arrived: Promise<string>;
  readonly page: LinkedPage;
  readonly close: () => Promise<void>;
}

interface LinkOptions {
  readonly host: string;
  readonly token: string;
  readonly page: LinkedPage;
  readonly arrive: (userAgent: string) => void;
}

function createLinkApp({ host, token, page, arrive }: LinkOptions): Express {
  const app = express();
  let taken = false;
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    if (hostNameIn(req.headers.host ?? '') === host) next();
    else
      res.status(421).type('text').send(`This runner answers as ${host}: open the link as it was printed.`);
  });
  app.use(cors(), express.json({ limit: '2mb' }));
  app.post(`/${token}/hello`, (req, res) => {
    const { userAgent } = hello.parse(req.body);
    if (taken)
      return void res.status(409).send('A browser has begun already. Run "earshot open" again for another.');
    taken = true;
    arrive(userAgent);
    res.sendStatus(204);
  });
  app.get(`/${token}/task`, async (_req, res) => void res.json(await page.nextTask()));
  app.post(`/${token}/evidence`, (req, res) => {
    page.take(drained.parse(req.body).evidence);
    res.sendStatus(204);
  });
  app.use((_req, res) => void res.status(404).send('This link is over: run "earshot open" again.'));
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
    const words = error.message.slice(0, maxWords);
    // As text: it may repeat what was sent.
    res.status(400).type('text').send(`The runner cannot read what the page sent: ${words}`);
  });
  return app;
}

/** Serves the work of one page to whoever opens its link, on a free port of `address` and under `host` alone. */
export async function serveLink(address: string, host: string): Promise<ServedLink> {
  const token = randomBytes(12).toString('base64url');
  const page = createLinkedPage();
  let server: ReturnType<typeof createServer> | undefined;
  const arrived = new Promise<string>((resolve) => {
    server = createServer(createLinkApp({ host, token, page, arrive: resolve }));
  });
  const listening = server!;
  await new Promise<void>((resolve, reject) => {
    listening.once('error', reject).listen(0, address, resolve);
  });
  return {
    at: `${(listening.address() as AddressInfo).port}.${token}`,
    arrived,
    page,
    close: () =>
      new Promise((resolve) => {
        // What is being answered may end.
        const cut = setTimeout(() => listening.closeAllConnections(), grace);
        listening.close(() => {
          clearTimeout(cut);
          resolve();
        });
      }),
  };
}
