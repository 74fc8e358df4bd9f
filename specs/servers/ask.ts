import type { HeaderLine } from '../../model/http/headers';
import {
  hostName,
  serverSpec,
  type Domain,
  type Scheme,
  type ServerName,
} from '../../model/lab/topology/topology';
import type { Lab } from '../../servers/lab';
import { Answer } from './answer';
import { exchange, type Exchanged } from './exchange';

export interface Question {
  readonly server?: ServerName;
  readonly scheme?: Scheme;
  readonly domain?: Domain;
  readonly method?: string;
  /** Sent as they stand; a `Host` among them replaces the server's own. */
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
}

const settings = (question: Question) =>
  ({
    server: 'cdn',
    scheme: 'http',
    domain: 'test',
    method: 'GET',
    headers: [],
    body: '',
    ...question,
  }) as const;

/** Asks a server of the lab over a connection of its own; the request goes out byte for byte. */
export function askForBytes(lab: Lab, target: string, question: Question = {}): Promise<Exchanged> {
  const { server, scheme, domain, method, headers, body } = settings(question);
  const port = lab.ports[server][scheme];
  const servername = hostName(serverSpec(server).hosts[0], domain);
  const named = headers.some(([name]) => name.toLowerCase() === 'host');
  const lines = [
    ...(named ? [] : [`Host: ${servername}:${port}`]),
    'Connection: close',
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
    ...headers.map((line) => line.join(': ')),
  ];
  return exchange(
    { port, ...(scheme === 'https' && { tls: { ca: lab.ca, servername } }) },
    [`${method} ${target} HTTP/1.1`, ...lines, '', body].join('\r\n'),
  );
}

/** As `askForBytes`, with the answer read. */
export async function ask(lab: Lab, target: string, question: Question = {}): Promise<Answer> {
  return new Answer((await askForBytes(lab, target, question)).bytes);
}
