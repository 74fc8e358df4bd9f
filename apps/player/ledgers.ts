import { ledgerAnswer, type Exchange, type LedgerAnswer } from '../../model/evidence/exchange';
import { serverNames } from '../../model/lab/topology/topology';
import { wait } from '../shared/bounds';
import type { Lab } from './lab';

const bound = 5_000;
/** An answer may still be on its way when the page has already judged it. */
const settling = { every: 120, bound: 700 };

async function askLedger(origin: string, token: string): Promise<LedgerAnswer> {
  const response = await fetch(`${origin}/ledger/${token}`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(bound),
  });
  if (!response.ok) throw new Error(`the ledger answered ${response.status}`);
  return ledgerAnswer.parse(await response.json());
}

/** A redirect may lead to any server, so every one is asked; one that is down has nothing to tell. */
async function askAll(lab: Lab, token: string): Promise<Exchange[] | null> {
  const answers = await Promise.allSettled(serverNames.map((server) => askLedger(lab.origin(server), token)));
  const read = answers.filter((answer) => answer.status === 'fulfilled');
  if (read.length === 0 || read.some(({ value }) => value.lost.length > 0)) return null;
  return read.flatMap(({ value }) => value.exchanges).sort((a, b) => a.at - b.at);
}

/**
 * What every server saw under `token`, in order of time.
 * @returns null if no ledger may be read from this page, or one has dropped something under this token
 */
export async function readWire(lab: Lab, token: string): Promise<readonly Exchange[] | null> {
  if (!lab.mayReadLedgers) return null;
  const end = performance.now() + settling.bound;
  for (;;) {
    const wire = await askAll(lab, token);
    const settled = wire?.every(({ complete }) => complete) ?? true;
    if (settled || performance.now() > end) return wire;
    await wait(settling.every);
  }
}

/** The field of the address with the token of a load that was made at another page. */
export const seenField = 'seen';

/** The token of a load that was made elsewhere, if the address has one. */
export function tokenIn(search: string): string | null {
  const token = new URLSearchParams(search).get(seenField) ?? '';
  return /^[\w-]{1,64}$/.test(token) ? token : null;
}

/** A token for one load, as it stands in every URL of it. `randomUUID` is not there on a plain http page. */
export function makeToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `player-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
