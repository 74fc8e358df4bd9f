import { explainMessage } from '../../model/advice/explain-message';
import { shownValue } from '../../model/http/shown-text';
import { whatItIs } from '../given/told-apart';
import { UsageError } from '../failures/usage-error';
import { readText } from '../exchange/read-text';
import { fitTerminal } from '../report/fit-terminal';
import { messageText } from '../report/message-text';

/** The most of a message that is read, in bytes: a console's page of lines. */
const mostBytes = 64 * 2 ** 10;

/**
 * Prints what a console message means.
 * @param message `-` is standard input
 * @throws UsageError if no browser is known to write it
 */
export async function why(message: string, inJson: boolean): Promise<void> {
  const text = (message === '-' ? await readText('-', mostBytes) : message).slice(0, mostBytes);
  const explanation = explainMessage(text);
  const { reasons, stopped, tellsNothing } = explanation;
  if (reasons.length === 0 && !stopped && !tellsNothing)
    throw new UsageError(
      `Failed to explain ${shownValue(text.trim())}: no browser is known to write this of a load. ${whatItIs(text, 'message') ?? 'Paste the whole line of the console, in quotes'}`,
    );
  process.stdout.write(
    `${inJson ? JSON.stringify(explanation, null, 2) : fitTerminal(messageText(explanation))}\n`,
  );
}
