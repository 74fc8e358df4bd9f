import { hasIpAddress, isTrustworthy, overHttps, type Url } from '../http/url';

/** https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object: engines ask whether the page came over https. */
const prohibitsMixedContent = (page: Url | null): boolean => page?.scheme === 'https';

/** Whether `url` is mixed content for this page. */
export const isMixedContent = (page: Url | null, url: Url): boolean =>
  prohibitsMixedContent(page) && url.scheme === 'http' && !isTrustworthy(url);

/** https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm: media is upgraded, on the same port. */
export const upgradeMixedContent = (page: Url | null, url: Url, destination: 'audio' | ''): Url =>
  destination === 'audio' && isMixedContent(page, url) && !hasIpAddress(url) ? overHttps(url) : url;

/** https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request, where the page's policy says so. */
export const upgradeInsecureRequest = (url: Url): Url =>
  url.scheme === 'http' && !isTrustworthy(url) ? overHttps(url) : url;
