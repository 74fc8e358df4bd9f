import { LabFailure } from '../lab-failure';
import { exitCodes } from '../run';
import { UsageError } from '../select-scenarios';
import { PortError } from '../../servers/listen';
import { describeUnexpected } from '../../setup/unexpected';

/** How long an interrupted command may take to close browsers and servers before it ends anyway. */
const closeBound = 4_000;

const task = 'run the command';

const isExplained = (error: unknown): error is Error =>
  error instanceof LabFailure || error instanceof PortError || error instanceof UsageError;

/**
 * Runs a command under a signal that is aborted by Ctrl-C and `kill`, and ends the process with its exit code.
 * What the command started must be closed once the signal is aborted; what is left ends with the process.
 */
export async function runCommand(command: (signal: AbortSignal) => Promise<number>): Promise<never> {
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
    setTimeout(() => process.exit(exitCodes.interrupted), closeBound).unref();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  // Who read the output has enough of it, such as head(1).
  process.stdout.on('error', () => process.exit(exitCodes.outputClosed));
  // Node's own code for it is 1, which is kept for what browsers do otherwise than expected.
  // From here on this command says how it ends, and not what loaded it.
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => {
    if (!interruption.signal.aborted) process.stderr.write(`${describeUnexpected(error, task)}\n`);
    process.exit(interruption.signal.aborted ? exitCodes.interrupted : exitCodes.labFailed);
  });
  let code: number;
  try {
    code = await command(interruption.signal);
  } catch (error) {
    // What an interruption tears down complains; nobody wants to read that.
    if (!interruption.signal.aborted)
      process.stderr.write(`${isExplained(error) ? error.message : describeUnexpected(error, task)}\n`);
    code = exitCodes.labFailed;
  }
  await flush(process.stdout);
  process.exit(interruption.signal.aborted ? exitCodes.interrupted : code);
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
