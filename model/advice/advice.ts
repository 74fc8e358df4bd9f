import { wordsOn, type ConsoleMessage } from '../judge/wordings';
import type { WordedLoad } from '../judge/wordings/wording';
import type { Client } from '../standards/client';
import type { Reason } from '../standards/reason';
import { unfixable as whyNot, type Choice, type Fix, type FixResult } from './edits/search-fix';
import type { AskedRequest } from '../standards/request';
import type { LastFetch } from '../standards/trace';
import { hiddenHeaders } from './hidden-headers';
import { policyAdvice } from './page-policy';
import { reasons } from './reasons';

/** What to know, and to do, about a load that is not readable. */
export interface Advice<Load> {
  /** What the reason means, what it is not, and the section of the standard; null if it is readable. */
  readonly why: { readonly says: string; readonly isNot: string; readonly link: string } | null;
  /** What each engine writes in its console. */
  readonly wordings: readonly ConsoleMessage[];
  readonly fix: Fix<Load> | null;
  /** Other ways than the smallest, and for whom they are. */
  readonly choices: readonly Choice<Load>[];
  /** What the page's own policy lacks, in words; null if it lacks nothing. */
  readonly pagePolicy: string | null;
  /** Headers that came, that players read, and that are hidden from script: lower-case and sorted. */
  readonly hiddenHeaders: readonly string[];
  /** Why there is no fix; null if there is one, or none is needed. */
  readonly unfixable: string | null;
}

/** A load as its prediction left it, and what was found to do about it. */
interface AdvisedLoad<Load> {
  readonly reason: Reason | null;
  /** Null if the load is readable. */
  readonly found: FixResult<Load> | null;
  readonly choices: readonly Choice<Load>[];
  readonly words: WordedLoad;
  readonly client: Client;
  readonly request: AskedRequest;
  readonly last: LastFetch | null;
}

export const adviceOn = <Load>({
  reason,
  found,
  choices,
  words,
  client,
  request,
  last,
}: AdvisedLoad<Load>): Advice<Load> => ({
  why: reason === null ? null : reasons[reason],
  wordings: reason === null ? [] : wordsOn(reason, words),
  fix: found?.fix ?? null,
  choices,
  pagePolicy: reason === 'csp' ? policyAdvice(client, request, last) : null,
  hiddenHeaders: reason === null ? hiddenHeaders(client, request, last) : [],
  unfixable: found?.unfixable == null ? null : whyNot[found.unfixable],
});
