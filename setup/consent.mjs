import { createInterface } from 'node:readline';
import { Unready } from './tell.mjs';

/** Set, as continuous integration does, and not to a word for no. */
export const inCi = !['', '0', 'false', undefined].includes(process.env.CI);

/**
 * Whether something outside of the clone may be changed: `yes` and `no` without a question, `ask` where there is a person.
 * @returns {'yes' | 'no' | 'ask'}
 */
function wish() {
  const { EARSHOT_INSTALL: said } = process.env;
  if (said === 'yes' || said === 'no') return said;
  if (said)
    throw new Unready(
      `EARSHOT_INSTALL is ${JSON.stringify(said.slice(0, 40))}: want yes or no, or nothing, to be asked on a terminal.`,
    );
  if (inCi) return 'yes';
  return process.stdin.isTTY && process.stderr.isTTY ? 'ask' : 'no';
}

/**
 * Whether a command may run that changes this machine outside of the clone. Asks on a terminal, unless EARSHOT_INSTALL
 * answers; yes in continuous integration, no where nobody can be asked. Ctrl-C at the question ends the process with 130.
 *
 * @param {string} what what is missing and what would bring it, to stand before the command
 * @param {string} command
 * @returns {Promise<boolean>}
 */
export async function mayRun(what, command) {
  const answer = wish();
  return answer === 'ask' ? ask(`earshot: ${what}:\n  ${command}\nRun it? [y/N] `) : answer === 'yes';
}

/**
 * @param {string} question
 * @returns {Promise<boolean>}
 */
function ask(question) {
  return new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    /** @param {boolean} yes */
    const end = (yes) => {
      resolve(yes);
      terminal.close();
    };
    terminal.on('SIGINT', () => {
      process.stderr.write('\n');
      process.exit(130);
    });
    // The end of the input is a no.
    terminal.once('close', () => resolve(false));
    terminal.question(question, (line) => end(/^y(es)?$/i.test(line.trim())));
  });
}
