import type { HeaderLine } from '../../http/headers';
import type { Reason } from '../../standards/reason';
import { allowPage, answerEdits, playEdits, type AnswerEdit, type Wanted } from './answer-edits';

/** Why there may be no fix, and what can be done instead. */
export const unfixable = {
  'foreign-page': 'The page is not the CDN owner’s: that it may not read is what CORS is for.',
  attack: 'This script is an intruder: it is not to be let in.',
  unsafe: 'What would make it readable would also let in pages that nobody means to let in.',
  scheme:
    'No browser loads this scheme: offer the song over https. If page and song are files, open both by a server on this machine: http://localhost.',
  'bad-port':
    'No browser asks this port: it belongs to another service. Offer the song on another port, 443 best.',
  'local-network':
    'Serve the song from a public address, or the page from that machine or network too. Or have the person permit it: a page over https is asked about at its first load, and a frame of another origin in it with allow="loopback-network; local-network". No header of the CDN helps.',
  csp: "The page's own Content-Security-Policy forbids it. Whoever owns the page may add the CDN's origin to media-src (for an element) or connect-src (for fetch and XHR), and blob: to media-src for hls.js; no header of the CDN helps.",
  'mixed-content': 'The page came over https and the CDN does not speak it here: offer the song over https.',
  auth: 'The CDN wants a session or an Authorization header that this load cannot bring: nobody has logged in, the cookie is not sent from this site (SameSite), or an element cannot send it. Hand out a signed URL, or serve the song from the site that the cookie belongs to.',
  'worker-opaque':
    'A service worker of the page answers, without CORS: it has to fetch as the page asks. No header helps.',
  'context-suspended':
    'The AudioContext of the page stands still until somebody clicks: resume() it in an event handler. No header helps.',
  'not-allowed-to-play':
    'Call play(), and resume() of the AudioContext, in the handler of a click or a key press. No header helps.',
  'request-invalid':
    'fetch() refuses this request before it is sent: change its method, its headers or its URL.',
  'no-option':
    'The library has no option that makes it ask with CORS, and no header of the CDN helps: give script the samples by a request of your own, such as fetch(), or load by another library.',
  untried:
    'None of the changes that are tried makes it readable. If the page loads the same URL before, look at that load.',
  unneeded:
    'By the standards this load is readable. Look at what differs here: a session that is missing, a cache, the network.',
  integrity:
    'The bytes are others than the integrity option names: give it their digest, or ask for the file that it is of. Of an opaque answer none is right: ask with CORS.',
  network: 'The connection ends before the song has come: no header helps.',
} as const;

/** Why there is no fix. */
export type Unfixable = keyof typeof unfixable;

/** One change in words. */
export interface Edit {
  readonly where: 'cdn' | 'page';
  readonly says: string;
  /** The origins of the servers that have to change, where others on the way need not. */
  readonly at?: readonly string[];
}

/** A change that makes a load readable, or that at least lets it play. */
export interface Fix<Load> {
  readonly edits: readonly Edit[];
  /** The header lines that every answer of the CDN must have. */
  readonly headers: readonly HeaderLine[];
  /** Those that the answer to a preflight must have besides. */
  readonly preflightHeaders: readonly HeaderLine[];
  /** The load as it is then. */
  readonly load: Load;
}

/** For whom another way than the smallest is. */
export const aims = {
  cdn: 'If you have only the CDN',
  page: 'If you have only the page',
  credentials: 'If you need the cookie',
  named: 'If no other page is to read it',
  play: 'If it need only play, and no script read it',
} as const;
export type Aim = keyof typeof aims;

/** Another way out. */
export interface Choice<Load> {
  readonly aims: readonly Aim[];
  readonly fix: Fix<Load>;
}

export type FixResult<Load> =
  | { readonly fix: Fix<Load>; readonly unfixable: null }
  | { readonly fix: null; readonly unfixable: Unfixable };

/** What comes of a load that was changed. */
export interface Trial<Load> {
  readonly load: Load;
  readonly wanted: Wanted;
  /** Null if it is readable. */
  readonly reason: Reason | null;
  /** Whether an element plays it, readable or not. */
  readonly plays: boolean;
  /** Whether it asks with CORS, and cookies may go with it. */
  readonly withCredentials: boolean;
  /** Whether its answers may be recommended. */
  readonly isSafe: boolean;
}

interface InWords {
  readonly says: string;
}

/** A load is changed so, and tried out. */
type TryOut<PageEdit, Load> = (page: readonly PageEdit[], answers: readonly AnswerEdit[]) => Trial<Load>;

interface Candidate<PageEdit> {
  readonly page: readonly PageEdit[];
  readonly answers: readonly AnswerEdit[];
  readonly size: number;
}

/** A change of the page costs a release: a little more than one header. */
const pageEditSize = 1.5;

/** Reasons that no header takes away, the one that comes first on the way of a load first. */
const beyondHeaders = [
  'request-invalid',
  'scheme',
  'bad-port',
  'local-network',
  'worker-opaque',
  'csp',
  'mixed-content',
  'auth',
  'integrity',
  'network',
  'context-suspended',
  'not-allowed-to-play',
] as const satisfies readonly Reason[];

/** Every change that may help, the smallest first. */
function candidatesFor<PageEdit>(
  pageChanges: readonly (readonly PageEdit[])[],
  answerChanges: readonly (readonly AnswerEdit[])[],
): Candidate<PageEdit>[] {
  const sizeOf = (answers: readonly AnswerEdit[]) => answers.reduce((sum, { size }) => sum + size, 0);
  return pageChanges
    .flatMap((page) =>
      answerChanges.map((answers) => ({
        page,
        answers,
        size: page.length * pageEditSize + sizeOf(answers),
      })),
    )
    .sort((a, b) => a.size - b.size);
}

/** A preflight that has nothing to allow is none. */
const allowsNothing = (answers: readonly AnswerEdit[], wanted: Wanted): boolean =>
  answers.some((edit) => edit.preflightHeaders?.(wanted).length === 0);

/** A page without an origin of its own cannot be allowed by name, for anybody can have that name. */
const isTempting = (answers: readonly AnswerEdit[], { isSafe, wanted }: Trial<unknown>): boolean =>
  !isSafe || (answers.includes(allowPage) && wanted.pageOrigin === 'null');

function inWords<Load>(
  { page, answers }: Omit<Candidate<InWords>, 'size'>,
  { load, wanted }: Trial<Load>,
): Fix<Load> {
  return {
    edits: [
      ...page.map(({ says }) => ({ where: 'page', says }) as const),
      ...answers.map(({ says }) => ({ where: 'cdn', says: says(wanted) }) as const),
    ],
    headers: answers.flatMap((edit) => (edit.servesFile ? [] : (edit.headers?.(wanted) ?? []))),
    preflightHeaders: answers.flatMap((edit) => edit.preflightHeaders?.(wanted) ?? []),
    load,
  };
}

/**
 * Searches the smallest change that makes a load readable, as the standards say. It never allows `null`, and never
 * whatever origin asks together with credentials.
 * @param pageChanges every set of edits of the page that may help, the empty one included
 */
export function searchFix<PageEdit extends InWords, Load>(
  pageChanges: readonly (readonly PageEdit[])[],
  tryOut: TryOut<PageEdit, Load>,
): FixResult<Load> {
  const left = new Set<Reason>();
  let isTempted = false;
  for (const candidate of candidatesFor(pageChanges, answerEdits)) {
    const { page, answers, size } = candidate;
    const trial = tryOut(page, answers);
    const { wanted, reason } = trial;
    if (size === 0 && !reason) return { fix: null, unfixable: 'unneeded' };
    if (reason) left.add(reason);
    if (reason || allowsNothing(answers, wanted)) continue;
    if (!isTempting(answers, trial)) return { unfixable: null, fix: inWords(candidate, trial) };
    isTempted = true;
  }
  if (isTempted) return { fix: null, unfixable: 'unsafe' };
  return { fix: null, unfixable: beyondHeaders.find((reason) => left.has(reason)) ?? 'untried' };
}

/** What a way must be to be somebody's. */
const isFor: Readonly<
  Record<Exclude<Aim, 'play'>, (change: Candidate<unknown>, trial: Trial<unknown>) => boolean>
> = {
  cdn: ({ page }) => page.length === 0,
  page: ({ answers }) => answers.length === 0,
  credentials: (_, { withCredentials }) => withCredentials,
  named: ({ page, answers }) => page.length === 0 && answers.includes(allowPage),
};

/**
 * Searches other ways than the smallest: for whoever has only the CDN, or only the page; for who needs the cookie that
 * the load may carry; for who lets in some pages by name, and not all; and, where a load is blocked, to have it played at least.
 * @param playChanges every set of edits of the page that gives up reading, the empty one included
 */
export function searchChoices<PageEdit extends InWords, Load>(
  pageChanges: readonly (readonly PageEdit[])[],
  playChanges: readonly (readonly PageEdit[])[],
  tryOut: TryOut<PageEdit, Load>,
): Choice<Load>[] {
  const asItIs = tryOut([], []);
  const open = new Set<Exclude<Aim, 'play'>>(['cdn', 'page']);
  if (asItIs.withCredentials) open.add('credentials');
  if (asItIs.wanted.namesOneOrigin) open.add('named');
  const choices: Choice<Load>[] = [];
  let isSmallest = true;
  for (const candidate of candidatesFor(pageChanges, answerEdits)) {
    if (open.size === 0) break;
    const { page, answers } = candidate;
    const trial = tryOut(page, answers);
    const { reason, wanted } = trial;
    if (reason || allowsNothing(answers, wanted) || isTempting(answers, trial)) continue;
    const fitting = [...open].filter((aim) => isFor[aim](candidate, trial));
    for (const aim of fitting) open.delete(aim);
    // The smallest is told as the fix, for whomever it is.
    if (!isSmallest && fitting.length > 0) choices.push({ aims: fitting, fix: inWords(candidate, trial) });
    isSmallest = false;
  }
  const playable = asItIs.plays
    ? undefined
    : candidatesFor(playChanges, playEdits)
        .map((candidate) => ({ candidate, trial: tryOut(candidate.page, candidate.answers) }))
        .find(({ trial }) => trial.plays && trial.isSafe);
  return playable
    ? [...choices, { aims: ['play'], fix: inWords(playable.candidate, playable.trial) }]
    : choices;
}
