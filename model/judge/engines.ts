import type { EngineName } from '../evidence/engine';
import { chromiumExchangeQuirks } from './exchange-quirks/chromium';
import type { ExchangeQuirk } from './exchange-quirks/exchange-quirk';
import { firefoxExchangeQuirks } from './exchange-quirks/firefox';
import { webkitExchangeQuirks } from './exchange-quirks/webkit';
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
}

/** What must be known of each engine to judge what it did. How it is run is in `runner/browsers/engines`. */
export const engineFacts: Readonly<Record<EngineName, EngineFacts>> = {
  chromium: {
    quirks: chromiumQuirks,
    exchangeQuirks: chromiumExchangeQuirks,
    wordings: chromiumWordings,
    asksForWhole: false,
  },
  firefox: {
    quirks: firefoxQuirks,
    exchangeQuirks: firefoxExchangeQuirks,
    wordings: firefoxWordings,
    asksForWhole: false,
  },
  webkit: {
    quirks: webkitQuirks,
    exchangeQuirks: webkitExchangeQuirks,
    wordings: webkitWordings,
    asksForWhole: true,
  },
};
