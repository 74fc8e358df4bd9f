import { isMedia } from '../../standards/media-destination';
import { isTrustworthy, parseUrl } from '../../http/url';
import type { EngineName } from '../../evidence/engine';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { Prediction } from '../../standards/predict';
import {
  defaultReferrerPolicy,
  referrerPolicyOf,
  type ReferrerPolicy,
} from '../../standards/referrer-policy';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** The referrer policy that an exchange begins with. */
export const policyOf = ({ page, request }: ExchangeCase): ReferrerPolicy =>
  referrerPolicyOf([['Referrer-Policy', request.referrerPolicy ?? '']]) ??
  referrerPolicyOf([['Referrer-Policy', page.referrerPolicy ?? '']]) ??
  defaultReferrerPolicy;

/** Policies that tell nothing where a URL is less safe than the page. */
const strict = /^(no-referrer-when-downgrade|strict-origin|strict-origin-when-cross-origin)$/;

/** Whether the last request of a page over https goes over http, trustworthy or not. */
export const leavesHttps = ({ page }: ExchangeCase, { wire }: Prediction): boolean =>
  page.origin.startsWith('https:') && wire.at(-1)?.url.scheme === 'http';

/** Whether a page over https was led over http: what the referrer is by then, it stays. */
const wentOverHttp = (
  { page, request }: ExchangeCase,
  { wire }: Prediction,
  upgradesMediaRedirects: boolean,
): boolean =>
  page.origin.startsWith('https:') &&
  wire.some(
    ({ url }, hop) =>
      url.scheme === 'http' && !(upgradesMediaRedirects && hop > 0 && isMedia(request.destination)),
  );

/** A server over http at localhost is as any other over http to a referrer policy. */
export const tellsNoHttp = ({
  engine,
  seenIn,
  upgradesMediaRedirects = false,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
  /** Whether media that is redirected to http at localhost is asked for over https. */
  readonly upgradesMediaRedirects?: boolean;
}): ExchangeQuirk => ({
  id: `${engine}-tells-no-http-the-referrer`,
  engine,
  title:
    'A page over https sends no Referer over http, not to localhost either, which is trustworthy, nor after a redirect there',
  seenIn,
  source: 'https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer',
  example: asksCdn('https://app.test', { url_origin: 'http://cdn.localhost' }, answered('actual', 200)),
  instead: (each, predicted) =>
    predicted.refererHeader !== null &&
    wentOverHttp(each, predicted, upgradesMediaRedirects) &&
    strict.test(policyOf(each))
      ? { ...predicted, refererHeader: null }
      : null,
});

/** Whether a page over http that is trustworthy, as at localhost, asked over http what is not. */
const isDowngraded = ({ page }: ExchangeCase, { wire }: Prediction): boolean => {
  const url = parseUrl(page.origin);
  return (
    url?.scheme === 'http' &&
    isTrustworthy(url) &&
    wire.some((sent) => sent.url.scheme === 'http' && !isTrustworthy(sent.url))
  );
};

/** A page over http at localhost is as any other over http to a referrer policy. */
export const tellsReferrerFromLocalhost = ({
  engine,
  seenIn,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
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
    return predicted.refererHeader === null && isDowngraded(each, predicted) && strict.test(policy)
      ? { ...predicted, refererHeader: each.page.origin + (isWhole ? (each.page.path ?? '/') : '/') }
      : null;
  },
});
