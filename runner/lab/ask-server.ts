import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { z } from 'zod';
import { hostName, serverSpec, type ServerName } from '../../model/lab/topology/topology';
import { hostOf, type LabHosts } from './lab-hosts';

interface Question<T> {
  /** The server's port for http. */
  readonly port: number;
  readonly hosts: LabHosts;
  readonly path: string;
  /** Sent by POST, as JSON. */
  readonly body?: unknown;
  /** What the answer must be. */
  readonly schema: z.ZodType<T>;
  /** Milliseconds. */
  readonly bound: number;
}

/**
 * Asks a server of the lab for JSON by its own name, wherever it is: what the runner asks it answers under no other.
 * @returns null if the status is not 200, or what comes is not what `schema` wants
 * @throws Error if no answer begins
 */
export async function askServer<T>(
  server: ServerName,
  { port, hosts, path, body, schema, bound }: Question<T>,
): Promise<T | null> {
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
  const parsed = schema.safeParse(content);
  return answer.statusCode === 200 && parsed.success ? parsed.data : null;
}
