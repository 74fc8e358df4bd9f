import { hasIpAddress, isTrustworthy, overHttps, type Url } from '../http/url';
import type { FetchedRequest } from './request';
import { isMedia } from './media-destination';
import { currentUrl } from './url-list';

/**
 * Does settings prohibit mixed security contexts?
 * (https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object), 1: engines ask whether the page came over
 * https. 2 left out: a frame counts for itself.
 */
const prohibitsMixedContent = (page: Url | null): boolean => page?.scheme === 'https';

/**
 * Should fetching request be blocked as mixed content? (https://w3c.github.io/webappsec-mixed-content/#should-block-fetch),
 * 1.1, 1.2 and 2. 1.3 and 1.4 left out: users who allow it, and navigations.
 */
export const isMixedContent = (page: Url | null, url: Url): boolean =>
  prohibitsMixedContent(page) && url.scheme === 'http' && !isTrustworthy(url);

/** What a browser does with media that a page over https is to get over http. */
export interface MixedMediaRules {
  /** Whether it asks for the current URL over https. @param urls the URL list of the request */
  readonly upgradesMedia: (page: Url | null, urls: readonly Url[]) => boolean;
  /** Whether it asks for the current URL as that stands: neither upgraded nor refused. */
  readonly letsMediaThrough: (page: Url | null, urls: readonly Url[]) => boolean;
}

/**
 * Upgrade a mixed content request to a potentially trustworthy URL, if appropriate
 * (https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm), 1.1, 1.2 and 1.4. 1.5 left out: it is about images.
 */
export const standardMixedMediaRules: MixedMediaRules = {
  upgradesMedia(page, urls) {
    const url = currentUrl({ urls });
    return isMixedContent(page, url) && !hasIpAddress(url);
  },
  letsMediaThrough: () => false,
};

/** The current URL as that algorithm leaves it, 1.3 and 2: media is upgraded, on the same port. */
export function upgradeMixedContent(
  page: Url | null,
  urls: readonly Url[],
  destination: FetchedRequest['destination'],
  rules = standardMixedMediaRules,
): Url {
  const url = currentUrl({ urls });
  const isUpgraded =
    isMedia(destination) && !rules.letsMediaThrough(page, urls) && rules.upgradesMedia(page, urls);
  return isUpgraded ? overHttps(url) : url;
}

/** Whether the current URL is refused as mixed content. */
export const refusesMixedContent = (
  page: Url | null,
  urls: readonly Url[],
  destination: FetchedRequest['destination'],
  rules = standardMixedMediaRules,
): boolean =>
  isMixedContent(page, currentUrl({ urls })) && !(isMedia(destination) && rules.letsMediaThrough(page, urls));

/**
 * Upgrade request to a potentially trustworthy URL, if appropriate
 * (https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request), 5: where the page's policy says so (3, 4), which the
 * caller sees. 1 and 2 left out: navigations.
 */
export const upgradeInsecureRequest = (url: Url): Url =>
  url.scheme === 'http' && !isTrustworthy(url) ? overHttps(url) : url;
