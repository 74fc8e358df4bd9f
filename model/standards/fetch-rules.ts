import { standardMixedMediaRules, type MixedMediaRules } from './mixed-content';
import { standardReferrerRules, type ReferrerRules } from './referrer';

/** What engines do in a fetch in ways of their own. */
export interface FetchRules extends MixedMediaRules, ReferrerRules {
  /** Whether integrity metadata are compared with no bytes where an answer has no body. */
  readonly comparesNoBody: boolean;
}

/** Main fetch (https://fetch.spec.whatwg.org/#main-fetch), 6, 7, 9 and 22. */
export const standardFetchRules: FetchRules = {
  ...standardMixedMediaRules,
  ...standardReferrerRules,
  comparesNoBody: false,
};
