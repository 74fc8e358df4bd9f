import { isTrustworthy, parseUrl, type Url } from '../http/url';
import type { ReferrerPolicy } from './referrer-policy';

/** A referrer longer than this becomes its origin. */
const longest = 4096;

/** Strip url for use as a referrer (https://w3c.github.io/webappsec-referrer-policy/#strip-url): of http or https, without a user name. */
const originOnly = ({ origin }: Url): Url => parseUrl(`${origin}/`)!;

export interface ReferrerRules {
  /** Whether a URL is less safe than the one that a request comes from, so that strict policies tell it nothing. */
  readonly isDowngrade: (from: Url, to: Url) => boolean;
}

export const standardReferrerRules: ReferrerRules = {
  isDowngrade: (from, to) => isTrustworthy(from) && !isTrustworthy(to),
};

/**
 * Determine request's referrer (https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer)
 * @param source what the request has as its referrer by now: the page's URL, or what an earlier hop made of it; null for none
 * @returns null for no referrer
 */
export function determineReferrer(
  source: Url | null,
  policy: ReferrerPolicy,
  url: Url,
  { isDowngrade }: ReferrerRules = standardReferrerRules,
): Url | null {
  if (!source) return null;
  const atHome = source.origin === url.origin;
  const short = originOnly(source);
  const full = source.href.length > longest ? short : source;
  switch (policy) {
    case 'no-referrer':
      return null;
    case 'origin':
      return short;
    case 'unsafe-url':
      return full;
    case 'same-origin':
      return atHome ? full : null;
    case 'strict-origin':
      return isDowngrade(source, url) ? null : short;
    case 'origin-when-cross-origin':
      return atHome ? full : short;
    case 'strict-origin-when-cross-origin':
      if (atHome) return full;
      return isDowngrade(source, url) ? null : short;
    case 'no-referrer-when-downgrade':
      return isDowngrade(source, url) ? null : full;
  }
}
