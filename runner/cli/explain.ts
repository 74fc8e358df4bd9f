import type { Command } from 'commander';
import { shown } from '../../model/http/shown-text';
import { explainScenario } from '../../model/advice/explain-scenario';
import { explanationText } from '../report/explanation-text';
import { selectScenarios } from '../measure/select-scenarios';
import { UsageError } from '../common/usage-error';
import { runCommand } from './run-command';

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description(
      'explain a scenario: what the standards say of it, step by step, what browsers write, and the fix',
    )
    .argument('<id>', 'page/loader/relation/policy, as "earshot list" has it')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Examples:
  earshot explain http/audio/other-site/none
  earshot explain http/fetch-include/other-site/wildcard --json

Exit codes: 0 explained; 2 there is no such scenario.`,
    )
    .action((id: string, { json }: { readonly json?: true }) =>
      runCommand(() => {
        const [scenario, second] = selectScenarios([id], 'the id');
        if (!scenario || second) {
          throw new UsageError(
            `Failed to explain "${shown(id)}": it is more than one scenario. Give the id of one, as "earshot list --only '${shown(id)}'" has them`,
          );
        }
        const explanation = explainScenario(scenario);
        const text = json ? JSON.stringify(explanation, null, 2) : explanationText(explanation);
        process.stdout.write(`${text}\n`);
        return Promise.resolve(0);
      }),
    );
}
