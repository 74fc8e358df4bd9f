import type { PageEvidence } from '../../model/evidence/page-evidence';

/** Tells loads that failed for their answer's sake from those that failed because the network was gone. */
export interface Outage {
  /** The runner does not answer; resolves once it is known whether the lab does. */
  lost(): Promise<void>;
  /** The runner answers again. */
  back(): void;
  /** What is to be sent: a load that failed while the lab was out of reach waited for it, and says nothing else. */
  mark(evidence: readonly PageEvidence[]): PageEvidence[];
  /** So many were sent. */
  sent(count: number): void;
}

const isLabThere = (): Promise<boolean> =>
  fetch('/lab.json', { cache: 'no-store', signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );

/** `underWay` is how many loads there are at once. */
export function createOutage(underWay: number, isThere = isLabThere): Outage {
  /** How many of the next loads to end may have met it. */
  let suspects = 0;
  return {
    async lost() {
      if (!(await isThere())) suspects = Number.POSITIVE_INFINITY;
    },
    back() {
      if (suspects > underWay) suspects = underWay;
    },
    mark: (evidence) =>
      evidence.map((each) =>
        suspects > 0 && (each.error !== undefined || !each.accepted)
          ? { ...each, timedOut: 'the network to come back' }
          : each,
      ),
    sent(count) {
      suspects = Math.max(0, suspects - count);
    },
  };
}
