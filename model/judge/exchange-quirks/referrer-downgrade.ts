import type { EngineName } from '../../evidence/engine';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { FetchRules } from '../../standards/fetch-rules';
import type { Prediction } from '../../standards/predict';
import {
  defaultReferrerPolicy,
  referrerPolicyOf,
  type ReferrerPolicy,
} from '../../standards/referrer-policy';
import { passesOn } from '../../standards/service-worker';
import { lastWay } from './came';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** The referrer policy that an exchange begins with: a service worker that makes a request of its own has the default one. */
export function policyOf({ page, request }: ExchangeCase): ReferrerPolicy {
  if (page.serviceWorker && !passesOn(page.serviceWorker)) return defaultReferrerPolicy;
  return (
    referrerPolicyOf([['Referrer-Policy', request.referrerPolicy ?? '']]) ??
    referrerPolicyOf([['Referrer-Policy', page.referrerPolicy ?? '']]) ??
    defaultReferrerPolicy
  );
}

/** Whether the last request of a page over https goes over http, trustworthy or not. */
export const leavesHttps = ({ page }: ExchangeCase, { wire }: Prediction): boolean =>
  page.origin.startsWith('https:') && wire.at(-1)?.url.scheme === 'http';

/** Whether a page over https was led over http: what the referrer is by then, it stays. */
export const wentOverHttp = ({ page }: ExchangeCase, predicted: Prediction): boolean =>
  page.origin.startsWith('https:') &&
  [...lastWay(predicted), ...predicted.unsent].some(({ url }) => url.scheme === 'http');

/** What engines ask of two URLs: a page at localhost over http is as any other over http, and so is a server there. */
export const isDowngradedScheme: FetchRules['isDowngrade'] = (from, to) =>
  from.scheme === 'https' && to.scheme === 'http';

/** Schemes alone say which URL is less safe, be it trustworthy or not. */
export const comparesSchemesForReferrer = ({
  engine,
  seenIn,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
}): ExchangeQuirk => ({
  id: `${engine}-compares-schemes-for-the-referrer`,
  engine,
  title:
    'Schemes alone tell whether a Referer is withheld: a page over http at localhost sends its own over http to others, and one over https sends none to http at localhost',
  seenIn,
  source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
  example: asksCdn('http://app.localhost', { url_origin: 'http://cdn.test' }, answered('actual', 200)),
  fetch: { isDowngrade: isDowngradedScheme },
});
