import type { Exchange } from '../model/measurement';
import { serverNames, type Ports, type ServerName } from '../model/topology';
import { askServer } from './ask-server';
import type { LabHosts } from './lab-hosts';

/** A server that is gone refuses at once; this is for one that hangs, also on a busy machine. In milliseconds. */
const askBound = 10_000;

interface LedgerAnswer {
  readonly instance: string;
  readonly forgotten: number;
  /** Tokens of those asked for of which something was dropped. */
  readonly lost: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** Which instance of each server was up; a server that did not answer is missing. */
export type Instances = ReadonlyMap<ServerName, string>;

export interface Wire {
  /** By token, in order of time over all servers. */
  readonly byToken: ReadonlyMap<string, Exchange[]>;
  readonly instances: Instances;
  /** By token, a server that has dropped something of what it saw. */
  readonly lost: ReadonlyMap<string, ServerName>;
}

/** Reads what every server saw under these tokens, and which servers answer at all. */
export async function readLedgers(
  ports: Ports,
  tokens: readonly string[],
  hosts: LabHosts = 'loopback',
): Promise<Wire> {
  const byToken = new Map<string, Exchange[]>();
  const instances = new Map<ServerName, string>();
  const lost = new Map<string, ServerName>();
  const ask = (server: ServerName) =>
    askServer(server, {
      port: ports[server].http,
      hosts,
      path: '/ledger',
      body: { tokens },
      bound: askBound,
    }).catch(() => null) as Promise<LedgerAnswer | null>;
  const answers = await Promise.all(serverNames.map(ask));
  answers.forEach((answer, i) => {
    if (!answer) return;
    instances.set(serverNames[i]!, answer.instance);
    for (const token of answer.lost) lost.set(token, serverNames[i]!);
    for (const exchange of answer.exchanges) {
      const known = byToken.get(exchange.token);
      if (known) known.push(exchange);
      else byToken.set(exchange.token, [exchange]);
    }
  });
  for (const exchanges of byToken.values()) exchanges.sort((a, b) => a.at - b.at);
  return { byToken, instances, lost };
}
