import { planCell } from '../../model/lab/plan/cells';
import type * as PredictCell from '../../model/lab/predict/predict-cell';
import { allScenarios } from '../../model/scenarios';
import { defaultPortBase, portsFrom } from '../../model/lab/topology/topology';
import { compareWith, type Catcher } from './catcher';
import type { Modules } from './modules';

/** The matrix: outcome, reason, wire and range of every scenario, as real browsers have confirmed them. */
export function matrixCatcher(truth: Modules): Catcher {
  const ports = portsFrom(defaultPortBase);
  return compareWith(truth, {
    cases: allScenarios().map((scenario) => planCell(scenario, ports, 'planned')),
    nameOf: ({ scenario }) => scenario.id,
    ask(modules) {
      const { predictCell } = modules.load('model/lab/predict/predict-cell.ts') as typeof PredictCell;
      return (cell) => JSON.stringify(predictCell(cell, ports));
    },
  });
}
