import { hasIpAddress, isTrustworthy, overHttps, type Url } from '../http/url';
import type { FetchedRequest } from './request';
import { isMedia } from './media-destination';

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

/**
 * Upgrade a mixed content request to a potentially trustworthy URL, if appropriate
 * (https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm), 1.1 to 1.4 and 2: media is upgraded, on the same
 * port. 1.5 left out: it is about images.
 */
export const upgradeMixedContent = (
  page: Url | null,
  url: Url,
  destination: FetchedRequest['destination'],
): Url => (isMedia(destination) && isMixedContent(page, url) && !hasIpAddress(url) ? overHttps(url) : url);

/**
 * Upgrade request to a potentially trustworthy URL, if appropriate
 * (https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request), 5: where the page's policy says so (3, 4), which the
 * caller sees. 1 and 2 left out: navigations.
 */
export const upgradeInsecureRequest = (url: Url): Url =>
  url.scheme === 'http' && !isTrustworthy(url) ? overHttps(url) : url;
