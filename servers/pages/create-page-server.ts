import express, { static as serveStatic, type Express, type RequestHandler } from 'express';
import { pino } from 'pino';
import { answerErrors, BadRequest, checkRequest } from '../http/errors';
import type { OwnPage } from './own-page';
import { passOn } from './pass-on';

/** Serves pages of somebody's own, each at an origin. */
export interface PageServer {
  readonly app: Express;
  /** From now on this page is at the origin. */
  readonly put: (origin: string, page: OwnPage) => void;
}

function contentOf(page: OwnPage): RequestHandler {
  if ('proxy' in page) return passOn(page.proxy);
  if ('folder' in page) return serveStatic(page.folder, { etag: false, lastModified: false });
  return (req, res, next) => {
    if (req.path === '/') res.type('html').send(page.html);
    else next();
  };
}

export function createPageServer(): PageServer {
  const pages = new Map<string, RequestHandler>();
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(checkRequest);
  app.use((req, res, next) => {
    const origin = `${req.secure ? 'https' : 'http'}://${req.headers.host ?? ''}`;
    const answer = pages.get(origin.toLowerCase());
    if (answer) void answer(req, res, next);
    else next(new BadRequest(421, 'Host', req.headers.host, 'has no page here; put one there by lab.page()'));
  });
  app.use((req, _res, next) => {
    next(new BadRequest(404, 'url', req.originalUrl, 'is not a part of the page at this origin'));
  });
  app.use(answerErrors(pino({ level: 'silent' })));
  return {
    app,
    put(origin, page) {
      const answer = contentOf(page);
      pages.set(origin, (req, res, next) => {
        // The same address has another page in the next test.
        res.setHeader('Cache-Control', 'no-store');
        for (const [name, value] of page.headers ?? []) res.appendHeader(name, value);
        void answer(req, res, next);
      });
    },
  };
}
