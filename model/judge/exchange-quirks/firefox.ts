import { firefoxWorkerQuirks } from './service-workers';
import type { ExchangeQuirk } from './exchange-quirk';
import { firefoxCookieQuirks } from './cookie-rules';
import { firefoxDocumentQuirks } from './firefox-documents';
import { firefoxRequestQuirks } from './firefox-requests';
import { firefoxSiteQuirks } from './firefox-sites';
import { firefoxKeptAnswers } from './firefox-kept-answers';
import { firefoxStrictTransport } from './strict-transport';
import { firefoxSources } from './sources';
import { firefoxSourceTypes } from './source-types';
import { firefoxStoring } from './firefox-storing';
import { firefoxLaterParts } from './later-parts';
import { firefoxHttpVersions } from './http-versions';
import { firefoxLiveStreams } from './live-streams';
import { firefoxPreflightsQuirks } from './firefox-preflights';
import { firefoxPoliciesQuirks } from './firefox-policies';
import { firefoxAnswersQuirks } from './firefox-answers';

/** Where it leaves the standards, by topic. */
export const firefoxExchangeQuirks: readonly ExchangeQuirk[] = [
  ...firefoxWorkerQuirks,
  ...firefoxPreflightsQuirks,
  ...firefoxPoliciesQuirks,
  ...firefoxAnswersQuirks,
  ...firefoxStrictTransport,
  ...firefoxCookieQuirks,
  ...firefoxDocumentQuirks,
  ...firefoxRequestQuirks,
  ...firefoxSiteQuirks,
  ...firefoxLaterParts,
  ...firefoxLiveStreams,
  ...firefoxHttpVersions,
  ...firefoxSourceTypes,
  ...firefoxSources,
  ...firefoxKeptAnswers,
  ...firefoxStoring,
];
