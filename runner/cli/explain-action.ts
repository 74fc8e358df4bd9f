import { explainScenario } from '../../model/advice/explain-scenario';
import { scenarioOf } from '../measure/select-scenarios';
import { fitTerminal } from '../report/fit-terminal';
import { explanationText } from '../report/explanation-text';

/**
 * Prints what there is to say of a scenario.
 * @throws UsageError if `id` is not that of one scenario
 */
export function explain(id: string, inJson: boolean): void {
  const explanation = explainScenario(scenarioOf(id));
  const text = inJson ? JSON.stringify(explanation, null, 2) : fitTerminal(explanationText(explanation));
  process.stdout.write(`${text}\n`);
}
