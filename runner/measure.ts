import { randomBytes } from 'node:crypto';
import type { Measurement } from '../model/measurement';
import type { PageId } from '../model/pages';
import type { Policy } from '../model/policies/policy';
import type { Scenario } from '../model/scenarios/scenario';
import type { Ports } from '../model/topology';
import type { BrowserSession } from './browsers/session';
import { groupBy } from './group-by';
import { joinEvidence } from './join-evidence';
import type { LabHosts } from './lab-hosts';
import { readLedgers } from './ledgers';
import { measurePage } from './measure-page';
import { planFor } from './plan-for';

export interface MeasureOptions {
  readonly scenarios: readonly Scenario[];
  /** All scenarios of the suite, for contrasts; those measured where there are no others. */
  readonly suite?: readonly Scenario[];
  readonly session: BrowserSession;
  readonly ports: Ports;
  /** What the CDN is asked for where it is not the scenario's own policy. */
  readonly policyFor?: (scenario: Scenario) => Policy | undefined;
  /** Where the servers are; `loopback` where nothing is said. */
  readonly hosts?: LabHosts;
  /** How many loads are under way at once in a page. */
  readonly concurrency?: number;
  /** Told how many cells have ended since the last call; the run waits for what it returns. */
  readonly onProgress?: (ended: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

const defaultConcurrency = 32;

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
  const { scenarios, suite = scenarios, session, ports, policyFor, signal } = options;
  const { onProgress = () => undefined, concurrency = session.concurrency ?? defaultConcurrency } = options;
  const run = randomBytes(6).toString('base64url').replace(/[-_]/g, '0');
  const cells = scenarios.map((scenario, i) =>
    planFor(session, scenario, ports, `${run}-${i}`, policyFor?.(scenario)),
  );
  const { instances: before } = await readLedgers(ports, [], options.hosts);
  const byId = new Map<string, Measurement>();
  for (const { page, group } of pagesOf(cells, session.cellsPerPage)) {
    if (signal?.aborted) break;
    const seen = await measurePage({
      session,
      ports,
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

/** More of so many cells wait in vain for a reason that asking again does not mend. */
const askedAgainAtMost = (cells: number): number => Math.max(8, cells / 200);

const waitedInVain = ({ labError }: Measurement): boolean =>
  labError?.code === 'probe-timeout' || labError?.code === 'no-tone';

/**
 * The one measurement path: takes scenarios and a browser, returns measurements in the order of the scenarios.
 * Cells are grouped by page and loaded side by side in it; what the page saw is joined to what the servers saw.
 * A failure of the lab makes its cells `inconclusive` and never throws. The few whose page waited in vain, or heard but
 * pieces of a song, with all servers up, are asked once more, after all others. Aborted, it returns what has ended.
 */
export async function measure(options: MeasureOptions): Promise<Measurement[]> {
  const { scenarios, suite = scenarios, signal } = options;
  const measurements = await measureOnce(options);
  const late = new Set(measurements.filter(waitedInVain).map(({ id }) => id));
  if (late.size === 0 || late.size > askedAgainAtMost(scenarios.length) || signal?.aborted)
    return measurements;
  const again = await measureOnce({
    ...options,
    suite,
    scenarios: scenarios.filter(({ id }) => late.has(id)),
    // They have been counted.
    onProgress: () => undefined,
  });
  const byId = new Map(again.map((each) => [each.id, { ...each, askedAgain: true as const }]));
  return measurements.map((each) => byId.get(each.id) ?? each);
}
