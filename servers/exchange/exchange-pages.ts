import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type Express, type Response } from 'express';
import { pino } from 'pino';
import type { HeaderLine } from '../../model/http/headers';
import { answerErrors, BadRequest } from '../http/errors';
import { queryOf } from '../http/query';
import { documentOf, framingDocument, sandboxDocument } from '../site/documents';
import { letProbeIn, letProbeInMeta } from './let-probe-in';
import { makingScript, metaOf } from './made-documents';
import {
  framedOfQuery,
  policiesOfQuery,
  queryOfFramed,
  queryOfPolicies,
  type Framed,
  type PagePolicies,
} from './page-policies';
import { workerScript } from '../site/worker-scripts';
import { workerPath } from '../../model/standards/service-worker';

const builtProbe = join(__dirname, '..', '..', 'apps', 'dist', 'probe');
/** All paths of these pages begin with it. */
export const pagesRoot = '/earshot-page';

/** Where the page with these policies stands, on any origin; `framed` is the parent of its sandboxed frame. */
export const exchangePagePath = (policies: PagePolicies, framed: boolean): string =>
  `${pagesRoot}/${framed ? 'parent' : 'probe'}?${queryOfPolicies(policies)}`;

/** Where the page stands that holds another one in a frame. */
export const framingPath = (page: Framed): string => `${pagesRoot}/framing?${queryOfFramed(page)}`;

/** In an attribute between double quotes. */
const quoted = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** A page that holds those pages in frames. */
export const harnessPath = `${pagesRoot}/harness`;

const scriptPath = new RegExp(`^${pagesRoot}/(?:heavy/)?[\\w.-]+\\.js$`);

/** Every page has the same one: there is nothing here to keep out. */
const nonce = 'earshot';
const probePath = `${pagesRoot}/probe.js`;
const probePage = documentOf('an exchange', `<script nonce="${nonce}" src="${probePath}"></script>`);

/** Headers of a page, by the policy that is the value of each. */
const policyHeaders = {
  cspReportOnly: 'Content-Security-Policy-Report-Only',
  coep: 'Cross-Origin-Embedder-Policy',
  documentIsolationPolicy: 'Document-Isolation-Policy',
  referrerPolicy: 'Referrer-Policy',
  permissionsPolicy: 'Permissions-Policy',
} as const;

/** Where the script of a page's service worker stands; it reaches the folder of the pages. */
const workerUrl = (worker: PagePolicies['serviceWorker']): string =>
  `${pagesRoot}${workerPath}?${queryOfPolicies({ serviceWorker: worker }).replaceAll("'", '%27')}`;

function sendProbePage(res: Response, query: string): void {
  const policies = policiesOfQuery(query);
  const { csp, cspMeta, documents, serviceWorker } = policies;
  const made = documents ?? [];
  const beside = { made, hasWorker: serviceWorker != null };
  if (csp != null) res.setHeader('Content-Security-Policy', letProbeIn(csp, nonce, beside));
  for (const [field, name] of Object.entries(policyHeaders)) {
    const value = policies[field as keyof typeof policyHeaders];
    if (value != null) res.setHeader(name, value);
  }
  const head = (cspMeta ?? []).map((policy) => metaOf(letProbeInMeta(policy, nonce, beside))).join('');
  const worker = serviceWorker ? ` data-worker="${workerUrl(serviceWorker)}"` : '';
  const script =
    made.length > 0
      ? `<script nonce="${nonce}">${makingScript(made, probePath, nonce)}</script>`
      : `<script nonce="${nonce}" src="${probePath}"${worker}></script>`;
  res.type('html').send(documentOf('an exchange', script, head));
}

/** Sends the probe's page with header lines of another page: its policies, under which the probe runs all the same. */
export function sendPageWith(res: ServerResponse, lines: readonly HeaderLine[]): void {
  const given = lines.map(([name, value]) => [
    name,
    /^content-security-policy$/i.test(name) ? letProbeIn(value, nonce) : value,
  ]);
  const own = [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Cache-Control', 'no-store'],
  ];
  res.writeHead(200, [...given, ...own].flat()).end(probePage);
}

/** The pages that exchanges are loaded from. The probe comes from the same origin as the page. */
export function createExchangePages(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    // The same address holds the next run's page.
    res.set('Cache-Control', 'no-store');
    next();
  });
  // The probe, and the libraries that it plays by.
  app.get(scriptPath, (req, res, next) => {
    // A sandboxed page under COEP takes it from its own host only so.
    res.set('Cross-Origin-Resource-Policy', 'cross-origin');
    res.sendFile(req.path.slice(pagesRoot.length + 1), { root: builtProbe }, (error?: Error) => {
      if (error && !res.headersSent) next();
    });
  });
  app.get(harnessPath, (_req, res) => void res.type('html').send(documentOf('exchanges', '')));
  app.get(`${pagesRoot}/framing`, (req, res) => {
    const { url, allow } = framedOfQuery(queryOf(req.url).slice(1));
    const attribute = allow == null ? undefined : quoted(allow);
    res.type('html').send(framingDocument('an exchange', quoted(url), attribute));
  });
  app.get(`${pagesRoot}/probe`, (req, res) => sendProbePage(res, queryOf(req.url).slice(1)));
  app.get(`${pagesRoot}${workerPath}`, (req, res) => {
    const { serviceWorker } = policiesOfQuery(queryOf(req.url).slice(1));
    // What it answers has the token of an exchange.
    res.type('js').send(workerScript(serviceWorker ?? {}, `url.searchParams.has('t')`));
  });
  app.get(`${pagesRoot}/parent`, (req, res) => {
    // Spelled again, so that nothing in it ends the attribute.
    const query = queryOfPolicies(policiesOfQuery(queryOf(req.url).slice(1)));
    res
      .type('html')
      .send(sandboxDocument('an exchange', `${pagesRoot}/probe?${query.replaceAll("'", '%27')}`));
  });
  app.use((req, _res, next) => {
    next(new BadRequest(404, 'url', req.originalUrl, 'no exchange and no page is here'));
  });
  app.use(answerErrors(pino({ level: 'silent' })));
  return app;
}
