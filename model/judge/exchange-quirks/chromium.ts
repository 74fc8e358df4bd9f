import { chromiumCookieQuirks } from './cookie-rules';
import { chromiumRequestQuirks } from './chromium-requests';
import { chromiumWorkerQuirks } from './service-workers';
import type { ExchangeQuirk } from './exchange-quirk';
import { chromiumKeptAnswers } from './chromium-kept-answers';
import { chromiumHttpVersions } from './http-versions';
import { chromiumSourceTypes } from './source-types';
import { chromiumStrictTransport } from './strict-transport';
import { chromiumSources } from './sources';
import { chromiumLaterParts } from './later-parts';
import { chromiumPreflightsQuirks } from './chromium-preflights';
import { chromiumRedirectsQuirks } from './chromium-redirects';
import { chromiumOriginsQuirks } from './chromium-origins';
import { chromiumPoliciesQuirks } from './chromium-policies';
import { chromiumAnswersQuirks } from './chromium-answers';

/** Where it leaves the standards, by topic. */
export const chromiumExchangeQuirks: readonly ExchangeQuirk[] = [
  ...chromiumWorkerQuirks,
  ...chromiumPreflightsQuirks,
  ...chromiumRedirectsQuirks,
  ...chromiumOriginsQuirks,
  ...chromiumPoliciesQuirks,
  ...chromiumAnswersQuirks,
  ...chromiumStrictTransport,
  ...chromiumHttpVersions,
  ...chromiumCookieQuirks,
  ...chromiumRequestQuirks,
  ...chromiumLaterParts,
  ...chromiumSourceTypes,
  ...chromiumSources,
  ...chromiumKeptAnswers,
];
