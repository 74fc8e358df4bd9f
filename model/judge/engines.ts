import type { EngineName } from '../evidence/engine';
import type { TimesSent } from '../lab/predict/setting';
import { standardCacheRules, type CacheRules } from '../standards/cache-rules';
import { chromiumExchangeQuirks } from './exchange-quirks/chromium';
import type { ExchangeQuirk } from './exchange-quirks/exchange-quirk';
import { firefoxExchangeQuirks } from './exchange-quirks/firefox';
import { webkitExchangeQuirks } from './exchange-quirks/webkit';
import { asksOnce, asksTwice } from './kept-parts';
import { chromiumQuirks } from './quirks/chromium';
import { firefoxQuirks } from './quirks/firefox';
import type { Quirk } from './quirks/quirk';
import { webkitQuirks } from './quirks/webkit';
import { chromiumWordings } from './wordings/chromium';
import { firefoxWordings } from './wordings/firefox';
import { webkitWordings } from './wordings/webkit';
import type { Wording } from './wordings/wording';

interface EngineFacts {
  /** Where it differs from the standards in a scenario. */
  readonly quirks: readonly Quirk[];
  /** Where it differs from them in an exchange. */
  readonly exchangeQuirks: readonly ExchangeQuirk[];
  /** What it says of a failed load. */
  readonly wordings: readonly Wording[];
  /** Its media elements ask for a whole file where others ask for a range, which no standard forbids. */
  readonly asksForWhole: boolean;
  /** The standard lets it send again what changes nothing (https://httpwg.org/specs/rfc9110.html#idempotent.methods). */
  readonly timesSent: TimesSent;
  /** How it asks for the rest of an answer that it has in part, which no standard forbids. */
  readonly asksForRest: CacheRules['asksForRest'];
}

/** What must be known of each engine to judge what it did. How it is run is in `runner/browsers/engines`. */
export const engineFacts: Readonly<Record<EngineName, EngineFacts>> = {
  chromium: {
    quirks: chromiumQuirks,
    exchangeQuirks: chromiumExchangeQuirks,
    wordings: chromiumWordings,
    asksForWhole: false,
    // HttpNetworkTransaction::ShouldResendRequest; measured in 156.
    timesSent: { onNew: 1, onUsed: 2 },
    asksForRest: asksTwice,
  },
  firefox: {
    quirks: firefoxQuirks,
    exchangeQuirks: firefoxExchangeQuirks,
    wordings: firefoxWordings,
    asksForWhole: false,
    // network.http.request.max-attempts; measured in 153.8.0.
    timesSent: { onNew: 10, onUsed: 10 },
    asksForRest: asksOnce,
  },
  webkit: {
    quirks: webkitQuirks,
    exchangeQuirks: webkitExchangeQuirks,
    wordings: webkitWordings,
    asksForWhole: true,
    timesSent: { onNew: 1, onUsed: 1 },
    asksForRest: standardCacheRules.asksForRest,
  },
};
