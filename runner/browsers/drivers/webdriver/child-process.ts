import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { endWithUs } from '../../../left-behind/end-with-us';

export interface Child {
  readonly process: ChildProcess;
  /** Rejects when the process ends or does not start; to be raced against what is waited for. */
  readonly ended: Promise<never>;
  /** Ends the process and all that it started. */
  readonly kill: () => void;
}

/**
 * Starts a process in a group of its own: Ctrl-C in the terminal reaches this process alone, which then ends the
 * group, as it does when it ends itself; and where it is killed, the group ends too.
 */
export function startChild(
  command: string,
  args: readonly string[],
  { env = {}, stdio = 'ignore' }: { env?: NodeJS.ProcessEnv; stdio?: StdioOptions } = {},
): Child {
  const child = spawn(command, args, { detached: true, stdio, env: { ...process.env, ...env } });
  const callOff = child.pid === undefined ? undefined : endWithUs({ group: child.pid });
  const kill = () => {
    process.off('exit', kill);
    callOff?.();
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of the group have ended meanwhile.
    }
  };
  process.once('exit', kill);
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`${command} did not start (${error.message})`)));
    child.once('exit', (code, signal) => reject(new Error(`${command} ended (${signal ?? code})`)));
  });
  ended.catch(() => undefined);
  return { process: child, ended, kill };
}
