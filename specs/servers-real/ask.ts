import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { linesOf, type HeaderLine } from '../../model/http/headers';

export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

async function askOnce(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  method: string,
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false, timeout: 30_000 });
  asked.on('timeout', () => asked.destroy(new Error(`Failed to ask ${method} ${path}: no answer in 30 s`)));
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { rawHeaders } = answer;
  answer.on('error', () => undefined).destroy();
  return {
    status: answer.statusCode!,
    headers: linesOf(rawHeaders),
  };
}

/**
 * Asks a server of loopback, over a connection of its own, and reads the head of the answer: each line as it came. A GET
 * whose connection is reset is made once more, as browsers do (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2): a busy
 * Icecast resets some.
 */
export async function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<Answer> {
  return askOnce(port, path, headers, method).catch((error: unknown) => {
    const isReset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    if (isReset && method === 'GET') return askOnce(port, path, headers, method);
    throw error;
  });
}

/** The values of all lines of a name, in the order in which they came. */
export const valuesOf = ({ headers }: Answer, name: string): string[] =>
  headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
