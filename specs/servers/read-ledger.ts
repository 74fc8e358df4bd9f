import type { Exchange } from '../../model/measurement';
import type { ServerName } from '../../model/topology';
import { askServer } from '../../runner/ask-server';
import type { Lab } from '../../servers/lab';

interface LedgerAnswer {
  readonly instance: string;
  readonly forgotten: number;
  readonly lost: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** What a server's ledger holds under these tokens. It answers under the server's own names alone. */
export function readLedger(
  lab: Lab,
  tokens: readonly string[],
  server: ServerName = 'cdn',
): Promise<LedgerAnswer> {
  const port = lab.ports[server].http;
  const body = { tokens };
  return askServer(server, {
    port,
    hosts: 'loopback',
    path: '/ledger',
    body,
    bound: 30_000,
  }) as Promise<LedgerAnswer>;
}
