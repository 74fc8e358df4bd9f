import type { Exchange } from '../../model/measurement';
import type { ServerName } from '../../model/topology';
import type { Lab } from '../../servers/lab';
import { ask } from './ask';

interface LedgerAnswer {
  readonly instance: string;
  readonly forgotten: number;
  readonly exchanges: readonly Exchange[];
}

/** What a server's ledger holds under these tokens. */
export async function readLedger(
  lab: Lab,
  tokens: string[],
  server: ServerName = 'cdn',
): Promise<LedgerAnswer> {
  const headers = [['Content-Type', 'application/json']] as const;
  const body = JSON.stringify({ tokens });
  return (await ask(lab, '/ledger', { server, method: 'POST', headers, body })).json() as LedgerAnswer;
}
