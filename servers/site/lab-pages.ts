import { Router, static as serveStatic, type Response } from 'express';
import { isPageId, pageIds, pageSpec, type PageId } from '../../model/pages';
import { BadRequest } from '../cdn/errors';
import { queryOf } from '../cdn/query';

const documentOf = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Earshot lab: ${title}</title><link rel="icon" href="data:,"></head>
<body>${body}</body>
</html>
`;

/** The document that loads the audio: nothing but the probe. */
export const probeDocument = (id: PageId, probeSource: string): string =>
  documentOf(pageSpec(id).title, `<script src="${probeSource}"></script>`);

const frameDocument = (id: PageId): string =>
  documentOf(
    pageSpec(id).title,
    `<iframe title="The page in its sandbox" sandbox="allow-scripts" allow="autoplay" src="/lab/${id}/frame"></iframe>`,
  );

function sendDocument(res: Response, id: PageId, html: string): void {
  const { csp, coep } = pageSpec(id);
  if (csp !== undefined) res.set('Content-Security-Policy', csp);
  if (coep !== undefined) res.set('Cross-Origin-Embedder-Policy', coep);
  res.set('Cache-Control', 'no-store').type('html').send(html);
}

function pageParam(id: unknown): PageId {
  if (typeof id === 'string' && isPageId(id)) return id;
  throw new BadRequest(404, 'page', id, `is not a page of the lab; there are ${pageIds.join(', ')}`);
}

/**
 * The lab's pages, each with its own policies: `/<page>` is the page (or the frame's parent), `/<page>/frame` the
 * sandboxed frame, `/<page>/hole` a page of the same site that repeats `?name=` unescaped, as a careless one does.
 */
export function labPages(probeFolder: string): Router {
  const router = Router();
  router.use(serveStatic(probeFolder, { index: false }));
  router.get('/:page', (req, res) => {
    const id = pageParam(req.params.page);
    const framed = pageSpec(id).opened === 'sandboxed-frame';
    sendDocument(res, id, framed ? frameDocument(id) : probeDocument(id, '/lab/probe.js'));
  });
  router.get('/:page/frame', (req, res) => {
    const id = pageParam(req.params.page);
    sendDocument(res, id, probeDocument(id, '/lab/probe.js'));
  });
  router.get('/:page/hole', (req, res) => {
    const id = pageParam(req.params.page);
    const name = new URLSearchParams(queryOf(req.url)).get('name') ?? '';
    sendDocument(res, id, documentOf('a page with a hole', `<p>Hello, ${name}!</p>`));
  });
  return router;
}
