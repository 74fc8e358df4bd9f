import { isTrustworthy, parseUrl } from '../../http/url';
import type { EngineName } from '../../evidence/engine';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import {
  defaultReferrerPolicy,
  referrerPolicyOf,
  type ReferrerPolicy,
} from '../../standards/referrer-policy';
import { passesOn } from '../../standards/service-worker';
import { lastWay, originOf } from './came';
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

/** Policies that tell nothing where a URL is less safe than the page. */
const strict = /^(no-referrer-when-downgrade|strict-origin|strict-origin-when-cross-origin)$/;

/** Whether a page's policy tells nothing where a URL is less safe than it. */
export const isStrict = (each: ExchangeCase): boolean => strict.test(policyOf(each));

/** Whether the last request of a page over https goes over http, trustworthy or not. */
export const leavesHttps = ({ page }: ExchangeCase, { wire }: Prediction): boolean =>
  page.origin.startsWith('https:') && wire.at(-1)?.url.scheme === 'http';

/** Whether a page over https was led over http: what the referrer is by then, it stays. */
export const wentOverHttp = ({ page }: ExchangeCase, predicted: Prediction): boolean =>
  page.origin.startsWith('https:') &&
  [...lastWay(predicted), ...predicted.unsent].some(({ url }) => url.scheme === 'http');

/** A server over http at localhost is as any other over http to a referrer policy. */
export const tellsNoHttp = ({
  engine,
  seenIn,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
}): ExchangeQuirk => ({
  id: `${engine}-tells-no-http-the-referrer`,
  engine,
  title:
    'A page over https sends no Referer over http, not to localhost either, which is trustworthy, nor after a redirect there',
  seenIn,
  source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
  example: asksCdn('https://app.test', { url_origin: 'http://cdn.localhost' }, answered('actual', 200)),
  instead: (each, predicted) =>
    predicted.refererHeader !== null && wentOverHttp(each, predicted) && isStrict(each)
      ? { ...predicted, refererHeader: null }
      : null,
});

/** Whether a page over http that is trustworthy, as at localhost, asked over http what is not. */
const isDowngraded = ({ page }: ExchangeCase, predicted: Prediction): boolean => {
  const url = parseUrl(page.origin);
  return (
    url?.scheme === 'http' &&
    isTrustworthy(url) &&
    [...lastWay(predicted), ...predicted.unsent].some(
      (sent) => sent.url.scheme === 'http' && !isTrustworthy(sent.url),
    )
  );
};

/** A page over http at localhost is as any other over http to a referrer policy. */
export const tellsReferrerFromLocalhost = ({
  engine,
  seenIn,
  hasReferrer = (each) => originOf(each) !== 'null',
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
  readonly hasReferrer?: (each: ExchangeCase) => boolean;
}): ExchangeQuirk => ({
  id: `${engine}-tells-the-referrer-from-localhost`,
  engine,
  title: 'A page over http at localhost, which is trustworthy, sends its Referer over http to others, too',
  seenIn,
  source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
  example: asksCdn('http://app.localhost', { url_origin: 'http://cdn.test' }, answered('actual', 200)),
  instead(each, predicted) {
    const policy = policyOf(each);
    const isWhole = policy === 'no-referrer-when-downgrade';
    const isWithheld = predicted.refererHeader === null && isDowngraded(each, predicted);
    return isWithheld && hasReferrer(each) && strict.test(policy)
      ? { ...predicted, refererHeader: each.page.origin + (isWhole ? (each.page.path ?? '/') : '/') }
      : null;
  },
});
