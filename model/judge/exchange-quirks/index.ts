import { chromiumExchangeQuirks } from './chromium';
import type { ExchangeQuirk } from './exchange-quirk';
import { firefoxExchangeQuirks } from './firefox';

/** Where engines differ from the standards in an exchange. */
export const exchangeQuirks: readonly ExchangeQuirk[] = [...chromiumExchangeQuirks, ...firefoxExchangeQuirks];
