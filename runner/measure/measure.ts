import { randomBytes } from 'node:crypto';
import type { Measurement } from '../../model/evidence/measurement';
import type { PageId } from '../../model/lab/topology/pages';
import type { Policy } from '../../model/lab/policies/policy';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { askedAgainAtMost, mayPass, settle } from './ask-again';
import type { LabAddress } from '../lab/lab-address';
import type { BrowserSession } from '../browsers/session/session';
import { groupBy } from '../lists/group-by';
import { joinEvidence } from './join-evidence';
import type { LabHosts } from '../lab/lab-hosts';
import { readLedgers } from './ledgers';
import { measurePage } from './measure-page';
import { planFor } from './plan-for';

export interface MeasureOptions extends Pick<LabAddress, 'ports' | 'secret'> {
  readonly scenarios: readonly Scenario[];
  /** All scenarios of the suite, for contrasts; those measured where there are no others. */
  readonly suite?: readonly Scenario[];
  readonly session: BrowserSession;
  /** What the CDN is asked for where it is not the scenario's own policy. */
  readonly policyFor?: (scenario: Scenario) => Policy | undefined;
  /** The path of a module on the page's own site that loads in the place of each loader. */
  readonly ownPlayer?: string;
  /** Where the servers are; `loopback` where nothing is said. */
  readonly hosts?: LabHosts;
  /** How many loads are under way at once in a page. */
  readonly concurrency?: number;
  /** Told how many cells have ended since the last call; the run waits for what it returns. */
  readonly onProgress?: (ended: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

const defaultConcurrency = 32;

/** All measurements of one cell, in order. */
type History = [Measurement, ...Measurement[]];

/** The pages that cells are measured in: one for all that share it, or as many as it takes. */
function* pagesOf<C extends { readonly scenario: Pick<Scenario, 'page'> }>(
  cells: readonly C[],
  atMost = cells.length,
): Generator<{ readonly page: PageId; readonly group: readonly C[] }> {
  for (const [page, all] of groupBy(cells, ({ scenario }) => scenario.page)) {
    for (let from = 0; from < all.length; from += atMost)
      yield { page, group: all.slice(from, from + atMost) };
  }
}

/** Measures each scenario once. */
async function measureOnce(options: MeasureOptions): Promise<Measurement[]> {
  const { scenarios, suite = scenarios, session, ports, secret, policyFor, ownPlayer, signal } = options;
  const lab = { ports, secret };
  const { onProgress = () => undefined, concurrency = session.concurrency ?? defaultConcurrency } = options;
  const run = randomBytes(6).toString('base64url').replace(/[-_]/g, '0');
  const cells = scenarios.map((scenario, i) => ({
    ...planFor(session, scenario, lab, `${run}-${i}`, policyFor?.(scenario)),
    ...(ownPlayer !== undefined && { ownPlayer }),
  }));
  const { instances: before } = await readLedgers(ports, [], options.hosts);
  const byId = new Map<string, Measurement>();
  for (const { page, group } of pagesOf(cells, session.cellsPerPage)) {
    if (signal?.aborted) break;
    const seen = await measurePage({
      session,
      lab,
      page,
      cells: group,
      concurrency,
      onProgress,
      run,
      signal,
    });
    const wire = await readLedgers(
      ports,
      group.map(({ token }) => token),
      options.hosts,
    );
    // Of what an interruption cut off nothing is known.
    const ended = signal?.aborted ? group.filter(({ token }) => seen.evidence.has(token)) : group;
    for (const measurement of joinEvidence({ cells: ended, seen, wire, before, session, ports, suite })) {
      byId.set(measurement.id, measurement);
    }
  }
  return scenarios.flatMap(({ id }) => byId.get(id) ?? []);
}

/**
 * The one measurement path: takes scenarios and a browser, returns measurements in the order of the scenarios.
 * Cells are grouped by page and loaded side by side in it; what the page saw is joined to what the servers saw.
 * A failure of the lab makes its cells `inconclusive` and never throws. A cell whose failure may pass is measured once more,
 * after all others, and a surprise until it has come three times: see `settle`. Aborted, it returns what has ended.
 */
export async function measure(options: MeasureOptions): Promise<Measurement[]> {
  const { scenarios, suite = scenarios, signal } = options;
  const first = await measureOnce(options);
  const histories = new Map(first.map((each): [string, History] => [each.id, [each]]));
  const mostAgain = askedAgainAtMost(scenarios.length);
  const given = new Map<string, Measurement>();
  for (;;) {
    const open = [...histories].filter(([id, history]) => !given.has(id) && settle(history) === null);
    const failed = open.filter(([, history]) => mayPass(history.at(-1)!));
    // Too many: they stay what they are.
    if (failed.length > mostAgain) failed.forEach(([id, history]) => given.set(id, history.at(-1)!));
    const again = new Set(open.map(([id]) => id).filter((id) => !given.has(id)));
    if (again.size === 0 || signal?.aborted) break;
    const measured = await measureOnce({
      ...options,
      suite,
      scenarios: scenarios.filter(({ id }) => again.has(id)),
      // They have been counted.
      onProgress: () => undefined,
    });
    if (measured.length < again.size) break;
    for (const each of measured) histories.get(each.id)!.push({ ...each, askedAgain: true });
  }
  return first.map(({ id }) => {
    const history = histories.get(id)!;
    return given.get(id) ?? settle(history) ?? history.at(-1)!;
  });
}
