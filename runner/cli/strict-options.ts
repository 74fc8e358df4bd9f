import type { Command, Option } from 'commander';
import { shownMessage } from '../../model/http/shown-text';
import { terminalWidth } from '../report/terminal-width';
import { exitCodes } from '../failures/exit-codes';
import { fitTerminal } from '../report/fit-terminal';

const repeatable = new WeakSet<Option>();

/** What is wrong with a value follows commander's own sentence, and is one itself. */
const asSentences = (text: string): string =>
  text.replace(/ is invalid\. [a-z]/, (sentence) => sentence.slice(0, -1) + sentence.at(-1)!.toUpperCase());

/** An option that adds to what it was given before. */
export function mayRepeat(option: Option): Option {
  repeatable.add(option);
  return option;
}

/** The last of an option's values would count, and the others be ignored. */
function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if (option.variadic || repeatable.has(option) || !(option.required || option.optional)) continue;
    let given = 0;
    command.on(`option:${option.name()}`, () => {
      given += 1;
      if (given > 1) command.error(`error: option '${option.flags}' is given more than once.`);
    });
  }
}

/** Has a program and its commands refuse what they would ignore, in words that are safe to show, with the exit code 2. */
export function strict(program: Command): Command {
  for (const command of [program, ...program.commands]) {
    refuseRepeats(command);
    command
      .showHelpAfterError('(add --help for the options)')
      .configureOutput({
        getOutHelpWidth: () => terminalWidth() ?? 80,
        writeOut: (text) => void process.stdout.write(fitTerminal(text)),
        outputError: (text, write) => write(`${shownMessage(asSentences(text.trimEnd()))}\n`),
      })
      // 1 is kept for what browsers do otherwise than expected.
      .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.labFailed));
  }
  return program;
}
