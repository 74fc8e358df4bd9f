import { clientOf } from '../../model/oracle/client';
import { isTrustworthy, parseUrl } from '../../model/oracle/url';
import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { exchangePagePath, harnessPath } from '../../servers/exchange/exchange-pages';
import type { ProbeDocument } from '../browsers/session';

/** Where pages without an origin stand, before a sandbox takes it from them. */
const opaquePageHost = 'opaque-page.test';
/** Hosts of what holds the pages in frames. */
const harnessHosts = { trustworthy: 'exchanges.localhost', insecure: 'exchanges.test' };
/** Hosts that lead to the lab, whatever the cases name. */
export const ownHosts = [opaquePageHost, ...Object.values(harnessHosts)];

const harnessAt = (host: string): string => `http://${host}${harnessPath}`;
export const harnesses = Object.values(harnessHosts).map(harnessAt);

/**
 * What holds a page in a frame: a secure context where the page would be one by itself, which decides whether an
 * embedder policy counts; over http, so that no page in it is mixed content.
 */
export function harnessOf({ url }: ProbeDocument): string {
  const parsed = parseUrl(url);
  const kind = parsed && isTrustworthy(parsed) ? 'trustworthy' : 'insecure';
  return harnessAt(harnessHosts[kind]);
}

/** The document of a case's page. */
export function documentOfCase({ csp, coep, origin, sandbox }: ExchangeCase['page']): ProbeDocument {
  const framed = clientOf({ origin, sandbox }).origin === 'null';
  const base = origin === 'null' ? `http://${opaquePageHost}` : origin;
  return { url: new URL(base).origin + exchangePagePath({ csp, coep }, framed), framed };
}
