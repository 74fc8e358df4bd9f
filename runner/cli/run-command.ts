import { exitCodes } from '../failures/exit-codes';
import { OutputFailure } from '../report/result-file';
import { whyOf } from '../failures/system-words';
import { errorWords } from './error-words';

/**
 * How long an interrupted command may take to close browsers and servers, in milliseconds, before it ends anyway, and what it
 * had is lost: on a busy machine a browser takes seconds to close. Another Ctrl-C ends it at once.
 */
const closeBound = 15_000;

const tell = (error: unknown) => process.stderr.write(`${errorWords(error)}\n`);

/**
 * Runs a command under a signal that is aborted by Ctrl-C, by `kill`, and by an output that takes nothing more; ends the
 * process with its exit code. What the command started must be closed once the signal is aborted, and what it has
 * measured be told; what is left ends with the process.
 */
export async function runCommand(command: (signal: AbortSignal) => Promise<number>): Promise<never> {
  const interruption = new AbortController();
  const { signal } = interruption;
  /** The exit code, where it is not for the command to say. */
  let given: number | undefined;
  const end = (code: number) => {
    given ??= code;
    interruption.abort();
    setTimeout(() => process.exit(given), closeBound).unref();
  };
  const interrupt = () => {
    if (signal.aborted) process.exit(given);
    end(exitCodes.interrupted);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Who read the output has enough of it, such as head(1).
    if (error.code === 'EPIPE') return void end(exitCodes.outputClosed);
    if (given === undefined) process.stderr.write(`Failed to write to standard output: ${whyOf(error)}\n`);
    end(exitCodes.labFailed);
  });
  // Where nobody can be told, there is nobody to tell it.
  process.stderr.on('error', () => undefined);
  // Node's own code for it is 1, which is kept for what browsers do otherwise than expected.
  // From here on this command says how it ends, and not what loaded it.
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => {
    if (!signal.aborted) tell(error);
    process.exit(given ?? exitCodes.labFailed);
  });
  let code: number;
  try {
    code = await command(signal);
  } catch (error) {
    // What an interruption tears down complains; nobody wants to read that.
    const isOutput = error instanceof OutputFailure;
    if (!signal.aborted || isOutput) tell(error);
    if (isOutput) given = exitCodes.labFailed;
    code = exitCodes.labFailed;
  }
  await flush(process.stdout);
  process.exit(given ?? code);
}

/** Resolves when all that was written has left: a pipe is slower than the end of a process. */
const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
