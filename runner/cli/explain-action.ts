import { explainScenario } from '../../model/advice/explain-scenario';
import { shown } from '../../model/http/shown-text';
import { UsageError } from '../common/usage-error';
import { selectScenarios } from '../measure/select-scenarios';
import { explanationText } from '../report/explanation-text';

/**
 * Prints what there is to say of a scenario.
 * @throws UsageError if `id` is not that of one scenario
 */
export function explain(id: string, inJson: boolean): void {
  const [scenario, second] = selectScenarios([id], 'the id');
  if (!scenario || second) {
    throw new UsageError(
      `Failed to explain "${shown(id)}": it is more than one scenario. Give the id of one, as "earshot list --only '${shown(id)}'" has them`,
    );
  }
  const explanation = explainScenario(scenario);
  const text = inJson ? JSON.stringify(explanation, null, 2) : explanationText(explanation);
  process.stdout.write(`${text}\n`);
}
