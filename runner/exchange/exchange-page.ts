import type { EngineName } from '../../model/evidence/engine';
import { clientOf } from '../../model/standards/client';
import { isTrustworthy, parseUrl } from '../../model/http/url';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { exchangePagePath, framingPath, harnessPath } from '../../servers/exchange/exchange-pages';
import type { PagePolicies } from '../../servers/exchange/page-policies';
import type { ProbeDocument } from '../browsers/session/session';

/** Where pages without an origin stand, before a sandbox takes it from them. */
export const opaquePageHost = 'opaque-page.test';

/** How many partitions of what a browser remembers of URLs can be had in one profile. */
export const partitionsPerProfile = 24;

/**
 * The host of what holds pages in frames. Browsers keep what they remember of URLs apart by the site of the page on
 * top, so each partition has a site of its own.
 */
const harnessHost = (partition: number, tld: 'localhost' | 'test'): string => `exchanges-${partition}.${tld}`;

/** Hosts that lead to the lab, whatever the cases name. */
export const ownHosts = [
  opaquePageHost,
  ...Array.from({ length: partitionsPerProfile }, (_, partition) => harnessHost(partition, 'localhost')),
  ...Array.from({ length: partitionsPerProfile }, (_, partition) => harnessHost(partition, 'test')),
];

/**
 * What holds a page in a frame: a secure context where the page would be one by itself, which decides whether an
 * embedder policy counts; over http, so that no page in it is mixed content.
 */
export function harnessFor({ url }: ProbeDocument, partition: number): string {
  const parsed = parseUrl(url);
  const tld = parsed && isTrustworthy(parsed) ? 'localhost' : 'test';
  return `http://${harnessHost(partition, tld)}${harnessPath}`;
}

/** What the server of the pages is told of one. */
const policiesOf = ({
  csp,
  cspMeta,
  cspReportOnly,
  coep,
  documentIsolationPolicy,
  referrerPolicy,
  documents,
  serviceWorker,
}: ExchangeCase['page']): PagePolicies => ({
  csp,
  cspMeta: cspMeta && [...cspMeta],
  cspReportOnly,
  coep,
  documentIsolationPolicy,
  referrerPolicy,
  documents: documents && [...documents],
  serviceWorker: serviceWorker && {
    ...serviceWorker,
    headers: serviceWorker.headers?.map(([...line]) => line),
  },
});

/** The document of a case's page. A page over http can be permitted something in Firefox alone. */
export function documentOfCase(page: ExchangeCase['page'], engine: EngineName): ProbeDocument {
  const { origin, sandbox, permissions, documents } = page;
  const isBoxed = clientOf({ origin, sandbox }).origin === 'null';
  const base = origin === 'null' ? `http://${opaquePageHost}` : origin;
  const url = parseUrl(base);
  const mayBePermitted = engine === 'firefox' || (url !== null && isTrustworthy(url));
  return {
    url: new URL(base).origin + exchangePagePath(policiesOf(page), isBoxed),
    depth: (isBoxed ? 1 : 0) + (documents ?? []).length,
    ...(mayBePermitted && permissions && { permissions }),
  };
}

/** The document of a page where sound begins as browsers ship: it is on top or, where another one is around it, in a frame of one of another origin. */
export function documentAsShipped(page: ExchangeCase['page']): ProbeDocument {
  const { origin, userActivation, allow, permissionsPolicy } = page;
  const url = new URL(origin).origin + exchangePagePath({ ...policiesOf(page), permissionsPolicy }, false);
  const clicked = userActivation == null ? {} : { userActivation };
  if (userActivation !== 'parent' && allow == null) return { url, depth: 0, ...clicked };
  const around = new URL(harnessFor({ url, depth: 0 }, 0)).origin;
  return { url: around + framingPath({ url, allow }), depth: 1, ...clicked };
}
