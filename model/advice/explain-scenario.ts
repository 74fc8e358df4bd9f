import { planCell } from '../lab/plan/cells';
import { findFix, unfixable as whyNot, type Fix } from './fix/find-fix';
import { reasons } from './reasons';
import type { Reason } from '../standards/reason';
import { wordingsOf } from '../judge/wordings';
import type { PredictedExchange } from '../lab/predict/predicted-exchange';
import type { Outcome } from '../standards/outcome';
import { createTrace, type TraceStep } from '../standards/trace';
import { predictCell } from '../lab/predict/predict-cell';
import { quirks, matchesPattern } from '../judge/quirks';
import type { Scenario } from '../scenarios/build/scenario';
import type { StreamPart } from '../lab/topology/stream';
import { defaultPortBase, portsFrom } from '../lab/topology/topology';

/** All that can be said of a scenario without a browser. */
export interface ScenarioExplanation {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that keeps it from being readable. */
  readonly part: StreamPart | null;
  /** What the reason means, what it is not, and the section of the standard; null where it is readable. */
  readonly why: { readonly says: string; readonly isNot: string; readonly link: string } | null;
  readonly wire: readonly PredictedExchange[];
  readonly trace: readonly TraceStep[];
  /** What each engine writes in its console. */
  readonly wordings: readonly { readonly engine: string; readonly says: string }[];
  readonly quirks: readonly { readonly engine: string; readonly title: string }[];
  readonly fix: Fix | null;
  /** Why there is no fix; null where there is one, or none is needed. */
  readonly unfixable: string | null;
}

/** Explains a scenario as it stands in a lab on the default ports. */
export function explainScenario(scenario: Scenario): ScenarioExplanation {
  const ports = portsFrom(defaultPortBase);
  const trace = createTrace();
  const { outcome, reason, part, wire } = predictCell(planCell(scenario, ports, 'token'), ports, trace);
  const { id, title } = scenario;
  const known = quirks.filter((quirk) => quirk.scenarios.some((pattern) => matchesPattern(pattern, id)));
  const found = outcome === 'readable' ? null : findFix(scenario, ports);
  return {
    id,
    title,
    outcome,
    reason,
    part,
    why: reason === null ? null : reasons[reason],
    wire,
    trace: trace.steps,
    wordings: reason === null ? [] : wordingsOf(reason),
    quirks: known.map(({ engine, title: quirk }) => ({ engine, title: quirk })),
    fix: found?.fix ?? null,
    unfixable: found?.unfixable == null ? null : whyNot[found.unfixable],
  };
}
