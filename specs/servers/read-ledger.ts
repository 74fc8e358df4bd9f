import { ledgerAnswer, type LedgerAnswer } from '../../model/evidence/exchange';
import type { ServerName } from '../../model/lab/topology/topology';
import { askServer } from '../../runner/lab/ask-server';
import type { Lab } from '../../servers/lab';

/** What a server's ledger holds under these tokens. It answers under the server's own names alone. */
export async function readLedger(
  lab: Lab,
  tokens: readonly string[],
  server: ServerName = 'cdn',
): Promise<LedgerAnswer> {
  const answer = await askServer(server, {
    port: lab.ports[server].http,
    hosts: 'loopback',
    path: '/ledger',
    body: { tokens },
    schema: ledgerAnswer,
    bound: 30_000,
  });
  if (!answer) throw new Error(`the ledger of ${server} gave no answer`);
  return answer;
}
