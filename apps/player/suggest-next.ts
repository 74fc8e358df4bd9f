import type { Fix } from '../../model/advice/edits/search-fix';
import { unfixable } from '../../model/advice/edits/search-fix';
import { findFix, type FixedLoad, type LabFixResult } from '../../model/advice/fix/find-fix';
import type { Reason } from '../../model/standards/reason';
import { isPolicyName } from '../../model/lab/policies';
import { servers } from '../../model/lab/topology/topology';
import { formatAddress } from './address';
import { effectivePolicy, getLoaders, songLoaderOf, withLoader, type Choices } from './choices';
import { adviseOnSession } from './explain-session';
import type { Report } from './get-and-load';
import type { Lab } from './lab';
import { hasLoggedIn } from './log-in';

/** A change of one choice that is worth a try after a report. */
export interface Suggestion {
  readonly says: string;
  readonly choices: Choices;
}

/** What to do after a report. */
export interface Next {
  /** The smallest fix; null if there is none, or none is needed. */
  readonly fix: Fix<FixedLoad> | null;
  /** Why there is no fix. */
  readonly unfixable: string | null;
  /** Other choices to try; those that the fix asks of the page come first. */
  readonly suggestions: readonly Suggestion[];
}

/** What the fix asks of the page, as a choice. */
function asChoice({ edits, load }: Fix<FixedLoad>, choices: Choices): Suggestion[] {
  const chosen = withLoader(load.loader, choices);
  return edits
    .filter(({ where }) => where === 'page')
    .flatMap(({ says }) => (chosen === null ? [] : [{ says, choices: chosen }]));
}

const byElement = {
  says: 'Have the page’s own <audio> load it, without a library',
  player: null,
} as const;
const byHowler = {
  says: 'Have a library load it: what does howler make of this CDN?',
  player: 'howler',
} as const;

/** The same with a library in the element's place, or without the one that was there. */
function otherPlayer(choices: Choices): Suggestion {
  const { says, player } = choices.player === null ? byHowler : byElement;
  return { says, choices: { ...choices, player } };
}

/** What its author would try next, whether it helps or not. */
function triesAfter(isGet: boolean, isOpaque: boolean, choices: Choices): Suggestion[] {
  const open: Suggestion = {
    says: 'Ask a CDN that allows every origin',
    choices: { ...choices, cdn: 'cdn-open', policy: null, headers: null },
  };
  if (isGet)
    return [
      {
        says: 'Skip the GET and set src directly, as its author would try next',
        choices: { ...choices, direct: true, crossorigin: 'none' },
      },
      open,
    ];
  if (choices.player !== null) return [open, otherPlayer(choices)];
  if (isOpaque)
    return [
      { says: 'Hear the element itself: take the tap off', choices: { ...choices, tap: false } },
      otherPlayer(choices),
    ];
  return choices.crossorigin === 'none'
    ? [open, otherPlayer(choices)]
    : [
        open,
        otherPlayer(choices),
        { says: 'Load it without crossorigin', choices: { ...choices, crossorigin: 'none' } },
      ];
}

/** What shows the edge of the rule, where all went well. */
function triesAfterSuccess(outcome: 'readable' | 'untapped', choices: Choices): Suggestion[] {
  if (outcome === 'untapped')
    return [
      { says: 'Tap it with Web Audio: may script have its samples?', choices: { ...choices, tap: true } },
    ];
  if (choices.player !== null) return [otherPlayer(choices)];
  return [
    {
      says: 'Leave crossorigin out: the same song plays, and script gets zeros',
      choices: { ...choices, crossorigin: 'none' },
    },
    {
      says: 'Ask with credentials, as for a session: does the CDN allow them?',
      choices: { ...choices, credentials: 'include', crossorigin: 'use-credentials' },
    },
    otherPlayer(choices),
  ];
}

function toSessionAcrossSites(choices: Choices, hasLoggedIn: boolean): Suggestion[] {
  const { session } = effectivePolicy(choices);
  if (!session) return [];
  const asked = { headers: null, credentials: 'include', crossorigin: 'use-credentials' } as const;
  if (session.sameSite !== 'None')
    return [
      {
        says: 'Ask for a session cookie that may cross sites: SameSite=None',
        choices: { ...choices, ...asked, policy: 'session-none' },
      },
    ];
  return hasLoggedIn
    ? [
        {
          says: 'Ask a CDN that allows this page by name, with credentials, and wants no session',
          choices: { ...choices, ...asked, policy: 'exact-credentials' },
        },
      ]
    : [];
}

function unfixableOf(
  reason: Reason | null,
  found: LabFixResult | null,
  onSession: string | null,
): string | null {
  if (reason === 'auth') return onSession ?? unfixable.auth;
  return found?.unfixable == null ? null : unfixable[found.unfixable];
}

/** Leaves out what was chosen already. */
const otherThan = (choices: Choices, suggestions: readonly Suggestion[]): Suggestion[] =>
  suggestions.filter((each) => formatAddress(each.choices) !== formatAddress(choices));

/** What to do after a report: nothing if nothing was found. */
export function suggestNext(report: Report, lab: Lab): Next {
  const { get, audio, choices } = report;
  const { page, ports } = lab;
  const finding = audio === 'never asked' ? get : audio;
  if (finding === 'skipped' || finding.outcome === 'inconclusive')
    return { fix: null, unfixable: null, suggestions: [] };
  if (finding.outcome === 'readable' || finding.outcome === 'untapped') {
    const suggestions = otherThan(choices, triesAfterSuccess(finding.outcome, choices));
    return { fix: null, unfixable: null, suggestions };
  }
  const isGet = finding === get;
  const isIn = hasLoggedIn(lab, choices);
  const asker = isGet && choices.frame ? 'sandboxed' : page;
  const loader = isGet ? getLoaders[choices.credentials] : songLoaderOf(choices);
  const named: string = choices.policy ?? servers[choices.cdn].ownPolicy;
  const policy = effectivePolicy(choices);
  // Of a GET the fix is that of a song, so that it says nothing of a catalog that is not there or is none.
  const isOfSong = isGet && ['http-status', 'decode', 'network'].includes(finding.reason ?? 'network');
  // Each CDN is of another site than the player.
  const found =
    asker === null || !isPolicyName(named) || finding.reason === 'auth' || isOfSong
      ? null
      : findFix({ page: asker, loader, relation: 'other-site', policy: named }, ports, policy);
  return {
    fix: found?.fix ?? null,
    unfixable: unfixableOf(finding.reason, found, adviseOnSession(report, isGet ? 'get' : 'audio', isIn)),
    suggestions: otherThan(choices, [
      ...(found?.fix ? asChoice(found.fix, choices) : []),
      ...(finding.reason === 'auth' ? toSessionAcrossSites(choices, isIn) : []),
      ...triesAfter(isGet, finding.outcome === 'opaque', choices),
    ]),
  };
}
