import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { hostName, serverSpec, type ServerName } from '../model/topology';
import { hostOf, type LabHosts } from './lab-hosts';

interface Question {
  /** The server's port for http. */
  readonly port: number;
  readonly hosts: LabHosts;
  readonly path: string;
  /** Sent by POST, as JSON. */
  readonly body?: unknown;
  /** Milliseconds. */
  readonly bound: number;
}

/**
 * Asks a server of the lab for JSON by its own name, wherever it is: what the runner asks it answers under no other.
 * @returns the JSON; null where the status is none of success, or what comes is no JSON
 * @throws Error where no answer begins
 */
export async function askServer(
  server: ServerName,
  { port, hosts, path, body, bound }: Question,
): Promise<unknown> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(
      {
        host: hostOf(server, hosts),
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          Host: `${hostName(serverSpec(server).hosts[0], 'test')}:${port}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        agent: false,
        signal: AbortSignal.timeout(bound),
      },
      resolve,
    );
    asked.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
  const content: unknown = await json(answer).catch(() => null);
  return answer.statusCode === 200 ? content : null;
}
