import type { HeaderLine } from '../../http/headers';
import type { Reason } from '../../standards/reason';
import { allowPage, answerEdits, type AnswerEdit, type Wanted } from './answer-edits';

/** Why there may be no fix, and what can be done instead. */
export const unfixable = {
  'foreign-page': 'The page is not the CDN owner’s: that it may not read is what CORS is for.',
  attack: 'This script is an intruder: it is not to be let in.',
  unsafe: 'What would make it readable would also let in pages that nobody means to let in.',
  scheme: 'No browser loads this scheme: offer the song over https.',
  'bad-port':
    'No browser asks this port: it belongs to another service. Offer the song on another port, 443 best.',
  csp: "The page's own Content-Security-Policy forbids it. Whoever owns the page may add the CDN's origin to media-src (for an element) or connect-src (for fetch and XHR), and blob: to media-src for hls.js; no header of the CDN helps.",
  'mixed-content': 'The page came over https and the CDN does not speak it here: offer the song over https.',
  auth: 'The CDN wants a session or an Authorization header that this load cannot bring: nobody has logged in, the cookie is not sent from this site (SameSite), or an element cannot send it. Hand out a signed URL, or serve the song from the site that the cookie belongs to.',
  'worker-opaque':
    'A service worker of the page answers, without CORS: it has to fetch as the page asks. No header helps.',
  'context-suspended':
    'The AudioContext of the page stands still until somebody clicks: resume() it in an event handler. No header helps.',
  'request-invalid':
    'fetch() refuses this request before it is sent: change its method, its headers or its URL.',
  untried:
    'None of the changes that are tried makes it readable. If the page loads the same URL before, look at that load.',
  unneeded:
    'By the standards this load is readable. Look at what differs here: a session that is missing, a cache, the network.',
  network: 'The connection ends before the song has come: no header helps.',
} as const;

/** Why there is no fix. */
export type Unfixable = keyof typeof unfixable;

/** The smallest change that makes a load readable. */
export interface Fix<Load> {
  readonly edits: readonly { readonly where: 'cdn' | 'page'; readonly says: string }[];
  /** The header lines that every answer of the CDN must have. */
  readonly headers: readonly HeaderLine[];
  /** Those that the answer to a preflight must have besides. */
  readonly preflightHeaders: readonly HeaderLine[];
  /** The load as it is then. */
  readonly load: Load;
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
  /** Whether its answers may be recommended. */
  readonly isSafe: boolean;
}

/** A change of the page costs a release: a little more than one header. */
const pageEditSize = 1.5;

/** Reasons that no header takes away, the one that comes first on the way of a load first. */
const beyondHeaders = [
  'request-invalid',
  'scheme',
  'bad-port',
  'worker-opaque',
  'csp',
  'mixed-content',
  'auth',
  'network',
  'context-suspended',
] as const satisfies readonly Reason[];

/**
 * Searches the smallest change that makes a load readable, as the standards say. It never allows `null`, and never
 * whatever origin asks together with credentials.
 * @param pageChanges every set of edits of the page that may help, the empty one included
 */
export function searchFix<PageEdit extends { readonly says: string }, Load>(
  pageChanges: readonly (readonly PageEdit[])[],
  tryOut: (page: readonly PageEdit[], answers: readonly AnswerEdit[]) => Trial<Load>,
): FixResult<Load> {
  const candidates = pageChanges
    .flatMap((page) =>
      answerEdits.map((answers) => ({
        page,
        answers,
        size: page.length * pageEditSize + answers.reduce((sum, { size }) => sum + size, 0),
      })),
    )
    .sort((a, b) => a.size - b.size);
  const left = new Set<Reason>();
  let isTempting = false;
  for (const { page, answers, size } of candidates) {
    const { load, wanted, reason, isSafe } = tryOut(page, answers);
    if (size === 0 && !reason) return { fix: null, unfixable: 'unneeded' };
    if (reason) left.add(reason);
    // A preflight that has nothing to allow is none.
    const allowsNothing = answers.some((edit) => edit.preflightHeaders?.(wanted).length === 0);
    if (reason || allowsNothing) continue;
    // A page without an origin of its own cannot be allowed by name, for anybody can have that name.
    if (!isSafe || (answers.includes(allowPage) && wanted.pageOrigin === 'null')) {
      isTempting = true;
      continue;
    }
    return {
      unfixable: null,
      fix: {
        edits: [
          ...page.map(({ says }) => ({ where: 'page', says }) as const),
          ...answers.map(({ says }) => ({ where: 'cdn', says: says(wanted) }) as const),
        ],
        headers: answers.flatMap((edit) => (edit.servesFile ? [] : (edit.headers?.(wanted) ?? []))),
        preflightHeaders: answers.flatMap((edit) => edit.preflightHeaders?.(wanted) ?? []),
        load,
      },
    };
  }
  if (isTempting) return { fix: null, unfixable: 'unsafe' };
  return { fix: null, unfixable: beyondHeaders.find((reason) => left.has(reason)) ?? 'untried' };
}
