import { spawn } from 'node:child_process';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What is typed once the program has printed the text: in the order of the list. */
  readonly typed?: readonly { readonly after: string; readonly keys: string }[];
  readonly uid?: number;
}

/** Runs a program to its end; with `typed` its standard input stays open as long as there is something to type. */
export function runProgram(command: string, args: readonly string[], options: Options = {}): Promise<Ended> {
  const { env, cwd, typed = [], uid } = options;
  const child = spawn(command, args, {
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1', CI: undefined, ...env },
    cwd,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let output = '';
  let unseen = '';
  const waiting = [...typed];
  if (waiting.length === 0) child.stdin.end();
  const gather = (text: string) => {
    output += text;
    unseen += text;
    const [next] = waiting;
    if (!next || !unseen.includes(next.after)) return;
    unseen = '';
    waiting.shift();
    child.stdin.write(next.keys);
  };
  child.stdout.setEncoding('utf8').on('data', gather);
  child.stderr.setEncoding('utf8').on('data', gather);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
