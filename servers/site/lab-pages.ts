import { Router, type Request, type Response } from 'express';
import { keyField, needsKey } from '../../model/lab/topology/guarded-pages';
import { isPageId, pageBase, pageIds, pageSpec, type PageId } from '../../model/lab/topology/pages';
import { BadRequest } from '../http/errors';
import { queryOf } from '../http/query';
import type { Ports } from '../../model/lab/topology/topology';
import { isSecret } from '../tls/secret';
import { serveFolder } from './serve-folder';
import { documentOf, framingDocument, probeDocument, sandboxDocument } from './documents';
import { workers } from '../../model/lab/topology/workers';
import { workerScript } from './worker-scripts';

const sendDocument = (res: Response, html: string): void =>
  void res.set('Cache-Control', 'no-store').type('html').send(html);

/** A document with the policies of a page. */
function sendPage(res: Response, id: PageId, html: string): void {
  const { csp, coep, permissionsPolicy } = pageSpec(id);
  if (csp !== undefined) res.set('Content-Security-Policy', csp);
  if (coep !== undefined) res.set('Cross-Origin-Embedder-Policy', coep);
  if (permissionsPolicy !== undefined) res.set('Permissions-Policy', permissionsPolicy);
  sendDocument(res, html);
}

function pageParam(id: unknown): PageId {
  if (typeof id === 'string' && isPageId(id)) return id;
  throw new BadRequest(404, 'page', id, `is not a page of the lab; there are ${pageIds.join(', ')}`);
}

const fieldOf = (req: Request, name: string): string => new URLSearchParams(queryOf(req.url)).get(name) ?? '';

/** @throws BadRequest 403 where the query lacks the lab's secret */
function requireKey(req: Request, secret: string): void {
  const given = fieldOf(req, keyField);
  if (!isSecret(given, secret))
    throw new BadRequest(403, keyField, given, 'is not the secret of this lab, which its runner has');
}

/**
 * The lab's pages, each with its own policies: `/<page>` is the page (or the frame's parent, which has none where it is of
 * another origin), `/<page>/frame` the framed page, `/<page>/worker.js` its service worker, `/<page>/hole` a page of the same site that repeats `?name=` unescaped, as a careless one does. That one, and the pages of somebody else, want the lab's secret as
 * `?key=`.
 */
export function labPages(
  probeFolder: string,
  { ports, secret }: { readonly ports: Ports; readonly secret: string },
): Router {
  const router = Router();
  router.use(serveFolder(probeFolder, { index: false }));
  router.get('/:page', (req, res) => {
    const id = pageParam(req.params.page);
    if (needsKey(id)) requireKey(req, secret);
    const { title, opened, worker, allow } = pageSpec(id);
    const framed = opened === 'sandboxed-frame';
    if (opened === 'cross-origin-frame')
      return void sendDocument(res, framingDocument(title, `${pageBase(ports, id)}/lab/${id}/frame`, allow));
    sendPage(
      res,
      id,
      framed
        ? sandboxDocument(title, `/lab/${id}/frame${needsKey(id) ? `?${keyField}=${secret}` : ''}`)
        : probeDocument(title, '/lab/probe.js', worker && `/lab/${id}/worker.js`),
    );
  });
  router.get('/:page/frame', (req, res) => {
    const id = pageParam(req.params.page);
    if (needsKey(id)) requireKey(req, secret);
    sendPage(res, id, probeDocument(pageSpec(id).title, '/lab/probe.js'));
  });
  router.get('/:page/worker.js', (req, res) => {
    const id = pageParam(req.params.page);
    const { worker } = pageSpec(id);
    if (!worker) throw new BadRequest(404, 'page', id, 'has no service worker');
    // The page is not below its worker's script, which is as far as a worker reaches by itself.
    res.set('Service-Worker-Allowed', `/lab/${id}`).set('Cache-Control', 'no-store');
    res.type('js').send(workerScript(workers[worker], `url.pathname.startsWith('/p/')`));
  });
  router.get('/:page/hole', (req, res) => {
    const id = pageParam(req.params.page);
    requireKey(req, secret);
    sendPage(res, id, documentOf('a page with a hole', `<p>Hello, ${fieldOf(req, 'name')}!</p>`));
  });
  return router;
}
