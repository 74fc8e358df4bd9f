import type { PlannedCell } from '../../model/lab/plan/cells';
import type { LabError } from '../../model/evidence/measurement';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Cell } from '../../model/lab/plan/cell';
import type { PageId } from '../../model/lab/topology/pages';
import { lastLoadOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { clientOfPage } from '../../model/lab/topology/page-client';
import type { LabAddress } from '../lab/lab-address';
import type { Said } from '../browsers/session/session';
import type { BrowserSession, LabPage } from '../browsers/session/session';
import { firstLineOf } from '../failures/lab-failure';
import { planFor } from './plan-for';
import { withTimeout } from '../waiting/with-timeout';

/** What a page saw of its cells, by token; and what went wrong with the page itself, if anything did. */
export interface PageRun {
  readonly evidence: ReadonlyMap<string, PageEvidence>;
  /** What the browser itself said of them, where it can be asked. */
  readonly said?: Said;
  readonly labError?: LabError;
}

interface PageOptions {
  readonly session: BrowserSession;
  readonly lab: Pick<LabAddress, 'ports' | 'secret'>;
  readonly page: PageId;
  readonly cells: readonly PlannedCell[];
  readonly concurrency: number;
  readonly run: string;
  readonly onProgress: (ended: number) => void | Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** A page from which nothing comes for this long has failed: longer than any bound inside it. */
const silenceBound = 40_000;

/** @throws Error where the page does not answer within `silenceBound` */
const withPageTimeout = <T>(answer: Promise<T>): Promise<T> =>
  withTimeout(silenceBound, `nothing came from the page for ${silenceBound / 1000} s`, answer);

/** What a page is told of a load. The compiler names a field that is missing here. */
const toldFields = Object.keys({
  token: true,
  loader: true,
  url: true,
  request: true,
  sources: true,
  endless: true,
  sound: true,
  anySong: true,
  bound: true,
  ownPlayer: true,
  logIn: true,
  ownSong: true,
  frame: true,
  hole: true,
  collector: true,
} satisfies Record<keyof Cell, true>) as (keyof Cell)[];

/** A cell without what the page need not know. */
const toldOf = (cell: Cell): Cell =>
  Object.fromEntries(
    toldFields.flatMap((field) => (cell[field] === undefined ? [] : [[field, cell[field]]])),
  ) as unknown as Cell;

/** Loads cells in an open page and collects what it saw of them. */
export async function collect(
  labPage: LabPage,
  cells: readonly Cell[],
  concurrency: number,
  take: (evidence: readonly PageEvidence[]) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const bare = cells.map(toldOf);
  await withPageTimeout(labPage.start(bare, concurrency));
  // A load that may take long is waited for as long.
  const longest = Math.max(0, ...cells.map((cell) => cell.bound ?? 0));
  const bound = silenceBound + (labPage.awayBound ?? 0) + longest;
  let last = performance.now();
  for (let pending = cells.length; pending > 0;) {
    const drained = await withPageTimeout(labPage.drain());
    // What ends now may have been ended by the browser as it closes.
    if (signal?.aborted) return;
    pending = drained.pending;
    if (drained.evidence.length > 0) last = performance.now();
    else if (performance.now() - last > bound) throw new Error(`no cell ended for ${bound / 1000} s`);
    await take(drained.evidence);
  }
}

/** Loads that any page must be able to do: if they fail, the lab has failed and not the policy. */
const controlLoaders: readonly LoaderName[] = ['audio-anonymous', 'fetch-omit'];

function planControls({ session, page, lab, run }: PageOptions): PlannedCell[] {
  const { isAllowedToPlay } = clientOfPage(lab.ports, page);
  const loaders = controlLoaders.filter((name) => isAllowedToPlay || lastLoadOf(name).plays === 'bytes');
  return loaders.map((loader) => {
    const scenario = {
      id: `control/${loader}`,
      page,
      loader,
      relation: 'same-origin',
      policy: 'wildcard',
    } as const;
    return planFor(session, scenario, lab, `${run}-${page}-${loader}`);
  });
}

function checkControls(
  controls: readonly PlannedCell[],
  evidence: ReadonlyMap<string, PageEvidence>,
): LabError | undefined {
  const failed = controls.find(({ token, tone }) => evidence.get(token)?.tone !== tone);
  if (!failed) return undefined;
  const seen = evidence.get(failed.token);
  const words = seen?.timedOut ?? seen?.error?.message ?? `tone ${String(seen?.tone)}`;
  return {
    code: 'control-failed',
    message: `the control load ${failed.loader} of ${failed.url} failed: ${words}`,
  };
}

/** Opens a page, does its control loads, then its cells. Never throws: what failed is in the result. */
export async function measurePage(options: PageOptions): Promise<PageRun> {
  const { session, page, cells, concurrency, onProgress, signal } = options;
  const evidence = new Map<string, PageEvidence>();
  const take = (some: readonly PageEvidence[]) => some.forEach((each) => evidence.set(each.token, each));
  let labPage: LabPage | undefined;
  try {
    labPage = await withPageTimeout(session.openPage(page));
    const controls = planControls(options);
    await collect(labPage, controls, concurrency, take);
    const labError = checkControls(controls, evidence);
    if (labError) return { evidence: new Map(), labError };
    const takeAndTell = async (some: readonly PageEvidence[]) => {
      take(some);
      await onProgress(some.length);
    };
    await collect(labPage, cells, concurrency, takeAndTell, signal);
    const said = labPage.said && (await withPageTimeout(labPage.said()));
    return { evidence, ...(said && { said }) };
  } catch (error) {
    return {
      evidence,
      labError: { code: 'page-failed', message: `the page ${page} failed: ${firstLineOf(error)}` },
    };
  } finally {
    await labPage?.close().catch(() => undefined);
  }
}
