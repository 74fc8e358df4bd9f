import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const bin = join(__dirname, '..', '..', 'runner', 'bin.js');

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

/** Starts the `earshot` command. */
export function startEarshot(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  // In a terminal Playwright sets FORCE_COLOR, and Node warns of both.
  const plain = { FORCE_COLOR: undefined, NO_COLOR: '1' };
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...plain, ...env } });
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
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  const printed = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!(stdout + stderr).includes(text)) return;
        listeners.delete(look);
        resolve(stdout + stderr);
      };
      listeners.add(look);
      void ended.then(() => reject(new Error(`ended without printing "${text}":\n${stdout}\n${stderr}`)));
      look();
    });
  return { process: child, printed, ended };
}

/** Runs the `earshot` command to its end. */
export const earshot = (...args: string[]): Promise<Ended> => startEarshot(args).ended;
