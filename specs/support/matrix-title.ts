import { policyOf } from '../../model/lab/policies';
import type { Scenario } from '../../model/scenarios/build/scenario';

/** The title of the test that measures the loads of a page under one policy; that of the page stands before it. */
export const matrixTitle = ({ policy }: Scenario): string =>
  `loads where ${policyOf(policy).title} (${policy})`;
