import { join } from 'node:path';
import express, { type Express, type Response } from 'express';
import { probeDocument, sandboxDocument } from '../site/documents';

/** The policies of a page that loads an exchange. */
export interface PagePolicies {
  readonly csp?: string | null | undefined;
  readonly coep?: string | null | undefined;
}

const builtProbe = join(__dirname, '..', '..', 'apps', 'dist', 'probe', 'probe.js');
const root = '/earshot-page';

/** Where the page with these policies stands, on any origin; `framed` is the parent of its sandboxed frame. */
export const exchangePagePath = (policies: PagePolicies, framed: boolean): string =>
  `${root}/${framed ? 'parent' : 'probe'}?${encodeURIComponent(JSON.stringify(policies))}`;

function sendPage(res: Response, query: string, html: string): void {
  const { csp, coep } = JSON.parse(decodeURIComponent(query)) as PagePolicies;
  if (csp != null) res.set('Content-Security-Policy', csp);
  if (coep != null) res.set('Cross-Origin-Embedder-Policy', coep);
  res.type('html').send(html);
}

/** The pages that exchanges are loaded from. The probe comes from the same origin as the page. */
export function createExchangePages(): Express {
  const app = express();
  app.use((_req, res, next) => {
    // The same address holds the next run's page.
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.get(`${root}/probe.js`, (_req, res) => res.sendFile(builtProbe));
  app.get(`${root}/probe`, (req, res) => {
    sendPage(res, req.url.split('?')[1] ?? '', probeDocument('an exchange', `${root}/probe.js`));
  });
  app.get(`${root}/parent`, (req, res) => {
    const query = req.url.split('?')[1] ?? '';
    sendPage(res, '%7B%7D', sandboxDocument('an exchange', `${root}/probe?${query}`));
  });
  return app;
}
