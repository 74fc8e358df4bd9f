import { ledgerAnswer, type Exchange } from '../../model/evidence/exchange';
import { serverNames, type Ports, type ServerName } from '../../model/lab/topology/topology';
import { askServer } from '../lab/ask-server';
import type { LabHosts } from '../lab/lab-hosts';

/** A server that is gone refuses at once; this is for one that hangs, also on a busy machine. In milliseconds. */
const askBound = 10_000;

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
      schema: ledgerAnswer,
      bound: askBound,
    }).catch(() => null);
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
