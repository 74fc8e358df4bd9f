import { shown, shownMessage } from '../../model/http/shown-text';
import { PortError } from '../../servers/http/port-error';
import { firstLineOf, LabFailure } from '../failures/lab-failure';
import { UsageError } from '../failures/usage-error';
import { isSystemError, whyOf } from '../failures/system-words';

const isExplained = (error: unknown): error is Error =>
  error instanceof LabFailure || error instanceof PortError || error instanceof UsageError;

/** A name from the table of the standard library, or the message: "write /tmp/x: no space is left …". */
function inWords(error: unknown): string {
  if (isExplained(error)) return error.message;
  if (isSystemError(error)) {
    const { syscall = 'go on', path } = error;
    return `Failed to ${[syscall, path && shown(path)].filter(Boolean).join(' ')}: ${whyOf(error)}`;
  }
  return `Failed for a reason that Earshot does not know: ${firstLineOf(error)}`;
}

/** An error as the terminal is told of it: a line or two, and the stack if EARSHOT_DEBUG=1 asks for it. */
export function errorWords(error: unknown, { debug = process.env.EARSHOT_DEBUG === '1' } = {}): string {
  const words = shownMessage(inWords(error));
  if (debug) return `${words}\n${shownMessage(error instanceof Error ? (error.stack ?? '') : '', 20_000)}`;
  return isExplained(error) ? words : `${words}\nSet EARSHOT_DEBUG=1 to see where.`;
}
