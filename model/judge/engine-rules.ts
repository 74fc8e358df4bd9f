import { standardCacheRules, type CacheRules } from '../standards/cache-rules';
import { standardPreflightRules, type PreflightRules } from '../standards/preflight-cache';
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

/** How it keeps what a preflight allows. */
export const preflightRulesOf = (quirks: readonly ExchangeQuirk[]): PreflightRules =>
  quirks.reduce<PreflightRules>(
    (rules, { preflights }) => ({ ...rules, ...preflights }),
    standardPreflightRules,
  );
