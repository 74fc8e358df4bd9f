import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import cors from 'cors';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { hostNameIn } from '../../../servers/http/check-host';
import { pageEvidence } from '../../../model/evidence/page-evidence';
import { createLinkedPage, type LinkedPage } from './linked-page';

/** Each time the page is loaded is a visit with a random name. */
const visit = z.string().min(1).max(100);
const hello = z.object({ userAgent: z.string().max(1_000), visit });
const drained = z.object({ evidence: z.array(pageEvidence) });
const place = z.coerce.number().int().min(0).max(1_000_000);

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

const over = 'This link is over: run "npx earshot open" again.';

function createLinkApp({ host, token, page, arrive }: LinkOptions): Express {
  const app = express();
  let taken: string | undefined;
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    if (hostNameIn(req.headers.host ?? '') === host) next();
    else
      res.status(421).type('text').send(`This runner answers as ${host}: open the link as it was printed.`);
  });
  app.use(cors(), express.json({ limit: '2mb' }));
  // Before what asks whether the link is over: a page may leave once more.
  app.post(`/${token}/bye`, (req, res) => {
    if (visit.parse(req.query.visit) === taken)
      page.leave('its page was closed or loaded again. Run "npx earshot open" again');
    res.sendStatus(204);
  });
  app.use(`/${token}`, (_req, res, next) => {
    if (page.isOver()) res.status(410).send(over);
    else next();
  });
  app.post(`/${token}/hello`, (req, res) => {
    const said = hello.parse(req.body);
    // The same again: its answer was lost.
    if (taken !== undefined && taken !== said.visit)
      return void res
        .status(409)
        .send('A browser has begun already. Run "npx earshot open" again for another.');
    taken = said.visit;
    arrive(said.userAgent);
    res.sendStatus(204);
  });
  app.get(
    `/${token}/task`,
    async (req, res) => void res.json(await page.nextTask(place.parse(req.query.after))),
  );
  app.post(`/${token}/evidence`, (req, res) => {
    page.take(drained.parse(req.body).evidence);
    res.sendStatus(204);
  });
  app.use((_req, res) => void res.status(404).send(over));
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
    const words = error.message.slice(0, maxWords);
    // As text: it may repeat what was sent.
    res.status(400).type('text').send(`The runner cannot read what the page sent: ${words}`);
  });
  return app;
}

interface ServeOptions {
  /** The address to listen on, at a free port. */
  readonly address: string;
  /** The one name that the link has, and that is answered under. */
  readonly host: string;
  /** Told when the page has gone quiet, and when it is there again. */
  readonly tell?: (words: string) => void;
}

/** Serves the work of one page to whoever opens its link. */
export async function serveLink({ address, host, tell }: ServeOptions): Promise<ServedLink> {
  const token = randomBytes(12).toString('base64url');
  const page = createLinkedPage({ ...(tell && { tell }) });
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
