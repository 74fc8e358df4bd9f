import type { Exchange } from '../../model/measurement';
import type { ServerName } from '../../model/topology';
import type { Lab } from '../../servers/lab';

interface LedgerAnswer {
  readonly instance: string;
  readonly forgotten: number;
  readonly lost: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** What a server's ledger holds under these tokens. */
export async function readLedger(
  lab: Lab,
  tokens: string[],
  server: ServerName = 'cdn',
): Promise<LedgerAnswer> {
  const answer = await fetch(`http://127.0.0.1:${lab.ports[server].http}/ledger`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ tokens }),
  });
  return (await answer.json()) as LedgerAnswer;
}
