import { unfixable as whyNot, type Unfixable } from '../../model/advice/edits/search-fix';
import { findFix, type LabFix } from '../../model/advice/fix/find-fix';
import type { Reason } from '../../model/standards/reason';
import type { LabError } from '../../model/evidence/measurement';
import type { Outcome } from '../../model/standards/outcome';
import type { Scenario } from '../../model/scenarios/build/scenario';
import type { Ports } from '../../model/lab/topology/topology';
import type { RunResult } from './run';

/** A scenario with its fix applied, as it is to be measured. */
interface PlannedProof {
  /** The id of the scenario that is fixed. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly fix: LabFix;
}

/** A scenario for which there is no fix, and why. */
export interface Unfixed {
  readonly id: string;
  readonly why: Unfixable;
  readonly says: string;
}

/** What a browser made of a scenario with its fix applied. */
export interface Proof extends Omit<LabFix, 'load'> {
  readonly id: string;
  readonly load: LabFix['load'];
  readonly engine: string;
  readonly browserVersion: string;
  /** What it was asked to load. */
  readonly url: string;
  readonly outcome: Outcome | 'inconclusive';
  readonly reason: Reason | null;
  readonly proven: boolean;
  readonly labError?: LabError;
}

/** Searches the fix of each scenario that is not readable. */
export function planProofs(
  scenarios: readonly Scenario[],
  ports: Ports,
): { readonly planned: readonly PlannedProof[]; readonly unfixable: readonly Unfixed[] } {
  const planned: PlannedProof[] = [];
  const unfixable: Unfixed[] = [];
  for (const scenario of scenarios) {
    if (scenario.expected === 'readable') continue;
    const { id } = scenario;
    const { fix, unfixable: why } = findFix(scenario, ports);
    if (!fix) {
      unfixable.push({ id, why, says: whyNot[why] });
      continue;
    }
    const { page, loader, relation } = fix.load;
    // An id of its own: what is known of an engine in the scenario need not be so once it is fixed.
    const fixed = { ...scenario, id: `fix/${id}`, page, loader, relation, expectedReason: null };
    planned.push({ id, fix, scenario: { ...fixed, expected: 'readable' } });
  }
  return { planned, unfixable };
}

/** Each measurement of a run with the fix that it is to prove. */
export function proofsOf(planned: readonly PlannedProof[], { measurements }: RunResult): Proof[] {
  const byId = new Map(planned.map((each) => [each.scenario.id, each]));
  return measurements.flatMap(({ id, engine, browserVersion, url, outcome, reason, labError }) => {
    const proof = byId.get(id);
    if (!proof) return [];
    const proven = outcome === 'readable';
    const seen = { engine, browserVersion, url, outcome, reason, proven, ...(labError && { labError }) };
    return [{ id: proof.id, ...proof.fix, ...seen }];
  });
}
