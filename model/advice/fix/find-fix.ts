import { planCell } from '../../lab/plan/cells';
import { lastLoadOf, type LoaderName } from '../../lab/loaders/loaders';
import { unsafeHeaderNames } from '../../standards/safelist';
import { pageOrigin, pageSpec, type PageId } from '../../lab/topology/pages';
import { policyOf, type PolicyName } from '../../lab/policies';
import { contentTypeOf } from '../../lab/policies/answer';
import type { Policy } from '../../lab/policies/policy';
import type { HeaderLine } from '../../http/headers';
import { predictCell } from '../../lab/predict/predict-cell';
import type { Relation } from '../../lab/topology/relations';
import type { Ports } from '../../lab/topology/topology';
import type { Reason } from '../../standards/reason';
import {
  allowCredentials,
  allowEverybody,
  allowPage,
  answerDirectly,
  answerPreflight,
  serveFile,
  type CdnEdit,
  type Wanted,
} from './cdn-edits';
import { isSafe } from './is-safe';
import { loaderEdits, schemeEdits, type PageEdit } from './page-edits';

/** A load of the lab; its policy may be one of its own. */
export interface Load {
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly relation: Relation;
  readonly policy: PolicyName;
}

/** Why there may be no fix, and what can be done instead. */
export const unfixable = {
  'foreign-page': 'The page is not the CDN owner’s: that it may not read is what CORS is for.',
  attack: 'This script is an intruder: it is not to be let in.',
  unsafe: 'What would make it readable would also let in pages that nobody means to let in.',
  scheme: 'No browser loads this scheme: offer the song over https.',
  csp: "The page's own Content-Security-Policy forbids it. Whoever owns the page may add the CDN's origin to media-src (for an element) or connect-src (for fetch and XHR), and blob: to media-src for hls.js; no header of the CDN helps.",
  'mixed-content': 'The page came over https and the CDN does not speak it here: offer the song over https.',
  auth: 'The CDN wants a session or an Authorization header that this load cannot bring: nobody has logged in, the cookie is not sent from this site (SameSite), or an element cannot send it. Hand out a signed URL, or serve the song from the site that the cookie belongs to.',
  'worker-opaque':
    'A service worker of the page answers, without CORS: it has to fetch as the page asks. No header helps.',
  'context-suspended':
    'The AudioContext of the page stands still until somebody clicks: resume() it in an event handler. No header helps.',
  untried: 'None of the changes that are tried makes it readable: look at what the page loads before.',
  network: 'The connection ends before the song has come: no header helps.',
} as const;

/** The smallest change that makes a load readable. */
export interface Fix {
  readonly edits: readonly { readonly where: 'cdn' | 'page'; readonly says: string }[];
  /** The header lines that every answer of the CDN must have. */
  readonly headers: readonly HeaderLine[];
  /** Those that the answer to a preflight must have besides. */
  readonly preflightHeaders: readonly HeaderLine[];
  /** The load as it is then. */
  readonly load: { readonly loader: LoaderName; readonly relation: Relation; readonly policy: Policy };
}

/** Why there is no fix. */
export type Unfixable = keyof typeof unfixable;

export type FixResult =
  { readonly fix: Fix; readonly unfixable: null } | { readonly fix: null; readonly unfixable: Unfixable };

interface Candidate {
  readonly size: number;
  readonly page: readonly PageEdit[];
  readonly cdn: readonly CdnEdit[];
}

/** A change of the page costs a release: a little more than one header. */
const pageEditSize = 1.5;

const whom: readonly (readonly CdnEdit[])[] = [
  [],
  [allowEverybody],
  [allowPage],
  [allowCredentials],
  [allowPage, allowCredentials],
];
const optional = (edit: CdnEdit): readonly (readonly CdnEdit[])[] => [[], [edit]];

/** Every set of changes of the CDN that may help. The file and the redirect change first, for the others change what is left. */
const cdnChanges: readonly (readonly CdnEdit[])[] = optional(serveFile).flatMap((file) =>
  optional(answerDirectly).flatMap((directly) =>
    whom.flatMap((who) =>
      optional(answerPreflight).map((preflight) => [...file, ...directly, ...who, ...preflight]),
    ),
  ),
);

function candidatesFor({ loader, relation, page }: Load): Candidate[] {
  const loaders = [[], ...(loaderEdits[loader] ?? []).map((edit) => [edit])];
  const scheme = pageSpec(page).scheme === 'https' ? schemeEdits[relation] : undefined;
  const pages = scheme ? loaders.flatMap((edits) => [edits, [scheme, ...edits]]) : loaders;
  return pages
    .flatMap((edits) =>
      cdnChanges.map((cdn) => ({
        page: edits,
        cdn,
        size: edits.length * pageEditSize + cdn.reduce((sum, { size }) => sum + size, 0),
      })),
    )
    .sort((a, b) => a.size - b.size);
}

interface Trial {
  readonly load: Fix['load'];
  readonly wanted: Wanted;
  readonly left: Reason | null;
  readonly readable: boolean;
}

function tryOut(load: Load, { page: pageEdits, cdn }: Candidate, ports: Ports): Trial {
  const changed = pageEdits.reduce<Load>((at, { loader, relation }) => {
    return { ...at, ...(loader && { loader }), ...(relation && { relation }) };
  }, load);
  const { page, loader, relation } = changed;
  const { asks } = lastLoadOf(loader);
  const start = policyOf(load.policy);
  const wanted: Wanted = {
    pageOrigin: pageOrigin(ports, page),
    headerNames: unsafeHeaderNames(asks.flatMap(({ request }) => request.headers)),
    contentType: contentTypeOf(start.file ?? 'tone.mp3'),
    isStream: asks.some(({ file }) => file === 'segment'),
  };
  const policy = cdn.reduce((at, edit) => edit.apply(at, wanted), start);
  const cell = planCell({ ...changed, id: 'fix' }, ports, 'fix', policy);
  const { outcome, reason } = predictCell(cell, ports);
  return { load: { loader, relation, policy }, wanted, left: reason, readable: outcome === 'readable' };
}

/** A page without an origin of its own cannot be allowed by name, for anybody can have that name. */
const isProper = ({ cdn }: Candidate, { wanted, load }: Trial): boolean =>
  isSafe(load.policy) && (!cdn.includes(allowPage) || wanted.pageOrigin !== 'null');

/** Reasons that no header takes away, the one that comes first on the way of a load first. */
const beyondHeaders = [
  'scheme',
  'worker-opaque',
  'csp',
  'mixed-content',
  'auth',
  'network',
  'context-suspended',
] as const satisfies readonly Reason[];

/**
 * Searches the smallest change of the CDN's answers and of the page's loader that makes a load readable, as the standards
 * say. It never allows `null`, never whatever origin asks together with credentials, and leaves the page's own policies alone.
 * @param ports of the lab in which the load stands: they are part of the page's origin
 */
export function findFix(load: Load, ports: Ports): FixResult {
  if (lastLoadOf(load.loader).injected) return { fix: null, unfixable: 'attack' };
  // That somebody else's page may not read is what the CDN wants.
  if (pageSpec(load.page).server === 'evil') return { fix: null, unfixable: 'foreign-page' };
  const left = new Set<Reason>();
  let isTempting = false;
  for (const candidate of candidatesFor(load)) {
    const trial = tryOut(load, candidate, ports);
    if (trial.left) left.add(trial.left);
    if (candidate.size === 0 || !trial.readable) continue;
    if (!isProper(candidate, trial)) {
      isTempting = true;
      continue;
    }
    const { page, cdn } = candidate;
    const { wanted } = trial;
    return {
      unfixable: null,
      fix: {
        edits: [
          ...page.map(({ says }) => ({ where: 'page', says }) as const),
          ...cdn.map(({ says }) => ({ where: 'cdn', says: says(wanted) }) as const),
        ],
        headers: cdn.flatMap((edit) => edit.headers?.(wanted) ?? []),
        preflightHeaders: cdn.flatMap((edit) => edit.preflightHeaders?.(wanted) ?? []),
        load: trial.load,
      },
    };
  }
  if (isTempting) return { fix: null, unfixable: 'unsafe' };
  return { fix: null, unfixable: beyondHeaders.find((reason) => left.has(reason)) ?? 'untried' };
}
