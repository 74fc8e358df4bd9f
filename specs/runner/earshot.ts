import { spawn, type ChildProcess } from 'node:child_process';
import { builtCommand } from '../support/built-command';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly process: ChildProcess;
  /** Resolves with all that was printed once `stdout` or `stderr` holds the text. */
  printed(text: string): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** No command of a spec takes this long, on a busy machine neither: it hangs. Less than a test may take; in milliseconds. */
const endBound = 570_000;

/** Starts the `earshot` command. What it prints and how it ends is awaited for `bound` milliseconds, then it is killed. */
export function startEarshot(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  bound = endBound,
): Running {
  // In a terminal Playwright sets FORCE_COLOR, and Node warns of both.
  const plain = { FORCE_COLOR: undefined, NO_COLOR: '1' };
  const child = spawn(process.execPath, [builtCommand, ...args], {
    env: { ...process.env, ...plain, ...env },
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    listeners.forEach((listener) => listener());
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    listeners.forEach((listener) => listener());
  });
  // Also when the spec has timed out, and its worker ends.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<Ended>((resolve, reject) => {
    const giveUp = setTimeout(() => {
      kill();
      const command = ['earshot', ...args].join(' ');
      reject(new Error(`${command} did not end within ${bound / 1000} s. It printed:\n${stdout}\n${stderr}`));
    }, bound);
    child.once('close', (code) => {
      clearTimeout(giveUp);
      process.off('exit', kill);
      resolve({ code, stdout, stderr });
    });
  });
  // Whoever waits for it hears of it.
  ended.catch(() => undefined);
  const printed = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!(stdout + stderr).includes(text)) return;
        listeners.delete(look);
        resolve(stdout + stderr);
      };
      listeners.add(look);
      ended.then(() => reject(new Error(`ended without printing "${text}":\n${stdout}\n${stderr}`)), reject);
      look();
    });
  return { process: child, printed, ended };
}

/** Runs the `earshot` command to its end. */
export const earshot = (...args: string[]): Promise<Ended> => startEarshot(args).ended;
