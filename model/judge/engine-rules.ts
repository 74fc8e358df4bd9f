import { standardCacheRules, type CacheRules } from '../standards/cache-rules';
import { standardFetchRules, type FetchRules } from '../standards/fetch-rules';
import { standardHttp2Rules, type Http2Rules } from '../standards/http2-message';
import { standardPreflightRules, type PreflightRules } from '../standards/preflight-cache';
import { standardHstsRules, type HstsRules } from '../standards/strict-transport-security';
import type { ExchangeQuirk } from './exchange-quirks/exchange-quirk';

/** How an engine that has these quirks keeps answers. */
export const cacheRulesOf = (quirks: readonly ExchangeQuirk[]): CacheRules => ({
  ...quirks.reduce<CacheRules>(
    (rules, { cache }) => (cache ? { ...rules, ...cache } : rules),
    standardCacheRules,
  ),
  partOf: (sent) => quirks.map(({ partOf }) => partOf?.(sent)).join(),
  keptAs: (answer) => quirks.reduce((kept, quirk) => quirk.keptAs?.(kept) ?? kept, answer),
});

/** What it makes of `Strict-Transport-Security`. */
export const hstsRulesOf = (quirks: readonly ExchangeQuirk[]): HstsRules =>
  quirks.reduce<HstsRules>((rules, { hsts }) => ({ ...rules, ...hsts }), standardHstsRules);

/** What it does in a fetch in its own way. */
export const fetchRulesOf = (quirks: readonly ExchangeQuirk[]): FetchRules =>
  quirks.reduce<FetchRules>((rules, { fetch }) => ({ ...rules, ...fetch }), standardFetchRules);

/** How it keeps what a preflight allows. */
export const preflightRulesOf = (quirks: readonly ExchangeQuirk[]): PreflightRules =>
  quirks.reduce<PreflightRules>(
    (rules, { preflights }) => ({ ...rules, ...preflights }),
    standardPreflightRules,
  );

/** What it makes of HTTP/2. */
export const http2RulesOf = (quirks: readonly ExchangeQuirk[]): Http2Rules =>
  quirks.reduce<Http2Rules>((rules, { http2 }) => ({ ...rules, ...http2?.(rules) }), standardHttp2Rules);
