import { standardCacheRules, type CacheRules } from '../standards/cache-rules';
import { standardMixedMediaRules, type MixedMediaRules } from '../standards/mixed-content';
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

/** What it does with media that is mixed content. */
export const mixedMediaRulesOf = (quirks: readonly ExchangeQuirk[]): MixedMediaRules =>
  quirks.reduce<MixedMediaRules>(
    (rules, { mixedMedia }) => ({ ...rules, ...mixedMedia }),
    standardMixedMediaRules,
  );

/** How it keeps what a preflight allows. */
export const preflightRulesOf = (quirks: readonly ExchangeQuirk[]): PreflightRules =>
  quirks.reduce<PreflightRules>(
    (rules, { preflights }) => ({ ...rules, ...preflights }),
    standardPreflightRules,
  );
