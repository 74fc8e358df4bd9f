import type { ExchangeQuirk } from './exchange-quirk';
import { playsMixed } from './examples';

/** A quirk that two engines have. */
export const holdsMediaAgainstPolicyBeforeUpgrade = (
  engine: ExchangeQuirk['engine'],
  version: string,
): ExchangeQuirk => ({
  id: `${engine}-holds-media-against-policy-before-upgrade`,
  engine,
  title: 'media-src must allow the URL of mixed content as it was before its upgrade, too',
  seenIn: [version],
  source: 'https://fetch.spec.whatwg.org/#main-fetch',
  example: playsMixed({ csp: 'media-src https://cdn.test' }, {}),
  shows: ({ page, request }, predicted, measured) =>
    request.destination === 'audio' &&
    page.csp != null &&
    page.origin.startsWith('https:') &&
    request.url_origin.startsWith('http:') &&
    predicted.outcome !== 'blocked' &&
    measured.outcome === 'blocked' &&
    measured.originHeader === null,
});
