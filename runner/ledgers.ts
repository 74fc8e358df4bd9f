import type { Exchange } from '../model/measurement';
import { serverNames, type Ports, type ServerName } from '../model/topology';
import { hostOf, type LabHosts } from './lab-hosts';

/** A server that is gone refuses at once; this is for one that hangs, also on a busy machine. In milliseconds. */
const askBound = 10_000;

interface LedgerAnswer {
  readonly instance: string;
  readonly forgotten: number;
  readonly exchanges: readonly Exchange[];
}

/** Which instance of each server was up; a server that did not answer is missing. */
export type Instances = ReadonlyMap<ServerName, string>;

export interface Wire {
  /** By token, in order of time over all servers. */
  readonly byToken: ReadonlyMap<string, Exchange[]>;
  readonly instances: Instances;
}

async function askServer(
  ports: Ports,
  hosts: LabHosts,
  server: ServerName,
  tokens: readonly string[],
): Promise<LedgerAnswer | null> {
  try {
    const answer = await fetch(`http://${hostOf(server, hosts)}:${ports[server].http}/ledger`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tokens }),
      signal: AbortSignal.timeout(askBound),
    });
    return answer.ok ? ((await answer.json()) as LedgerAnswer) : null;
  } catch {
    return null;
  }
}

/** Reads what every server saw under these tokens, and which servers answer at all. */
export async function readLedgers(
  ports: Ports,
  tokens: readonly string[],
  hosts: LabHosts = 'loopback',
): Promise<Wire> {
  const byToken = new Map<string, Exchange[]>();
  const instances = new Map<ServerName, string>();
  const answers = await Promise.all(serverNames.map((server) => askServer(ports, hosts, server, tokens)));
  answers.forEach((answer, i) => {
    if (!answer) return;
    instances.set(serverNames[i]!, answer.instance);
    for (const exchange of answer.exchanges) {
      const known = byToken.get(exchange.token);
      if (known) known.push(exchange);
      else byToken.set(exchange.token, [exchange]);
    }
  });
  for (const exchanges of byToken.values()) exchanges.sort((a, b) => a.at - b.at);
  return { byToken, instances };
}
