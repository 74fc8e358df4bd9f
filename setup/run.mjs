import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

/**
 * @typedef {object} Ran
 * @property {boolean} ok it ended with exit code 0
 * @property {string} why how it ended, to follow its name in a sentence
 * @property {string} output all it printed
 * @property {(count: number) => string} lastLines
 */

/**
 * Runs a command at the root of the clone and gathers what it prints. Never rejects. Ctrl-C, or a signal to this
 * process, ends the command and all it started, and then this process with 128 + the signal's number.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ bound: number, silence?: number, isProgress?: (line: string) => boolean }} limits how many seconds it
 *   may take, and how many of them in a row without a line that is progress
 * @returns {Promise<Ran>}
 */
export function run(command, args, { bound, silence = bound, isProgress = () => true }) {
  return new Promise((resolve) => {
    // A group of its own, so that ending it ends its children too. Not so for sudo, whose processes only the
    // terminal may interrupt; and Windows, which would open a window, needs a shell to find npm.cmd.
    const ownGroup = !isWindows && command !== 'sudo';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
      shell: isWindows && command === 'npm',
    });
    let output = '';

    /** @param {NodeJS.Signals} signal */
    function end(signal) {
      try {
        if (ownGroup && child.pid) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It has ended meanwhile.
      }
    }

    /** @param {string} reason */
    function giveUp(reason) {
      end('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      finish(false, reason);
    }

    /**
     * @param {boolean} ok
     * @param {string} why
     */
    function finish(ok, why) {
      clearTimeout(overall);
      clearTimeout(quiet);
      for (const name of signals) process.off(name, interrupt);
      resolve({
        ok,
        why,
        output,
        lastLines: (count) => output.trimEnd().split('\n').slice(-count).join('\n'),
      });
    }

    const overall = setTimeout(giveUp, bound * 1000, `was given up after ${bound} s`);
    const quiet = setTimeout(giveUp, silence * 1000, `was given up: no progress for ${silence} s`);

    /** @param {NodeJS.Signals} signal */
    function interrupt(signal) {
      end(signal);
      setTimeout(end, 2000, 'SIGKILL').unref();
      child.once('exit', () => process.exit(128 + constants.signals[signal]));
    }
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, interrupt);

    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (text.split('\n').some(isProgress)) quiet.refresh();
      });
    }
    child.once('error', (error) => finish(false, `did not start (${error.message})`));
    child.once('close', (code, signal) =>
      finish(code === 0, signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
    );
  });
}
