import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from '../../model/evidence/exchange';
import type { ServerName } from '../../model/lab/topology/topology';
import { answerPart, bytesOf, copyOf, exchangeOf, repeatedBy, requestPart, type Entry } from './ledger-entry';
import { createRecentSet } from './recent-set';

export interface Ledger {
  /** Writes down a request now, and its answer as it goes out. */
  record(token: string, req: IncomingMessage, res: ServerResponse): void;
  /** All exchanges under these tokens, in order of time; each is read when it is asked for. */
  read(tokens: Iterable<string>): Iterable<Exchange>;
  /** Those of these tokens of which something was dropped, as far back as the ledger remembers. */
  lost(tokens: Iterable<string>): string[];
  /** How many tokens were forgotten because newer ones came. */
  readonly forgotten: number;
  /** About how much memory the exchanges take up, in bytes. */
  readonly bytes: number;
}

interface Bounds {
  readonly tokens: number;
  readonly exchangesPerToken: number;
  readonly bytes: number;
  /** How many forgotten tokens are remembered as lost. */
  readonly lost: number;
}

const bounds: Bounds = { tokens: 10_000, exchangesPerToken: 64, bytes: 32_000_000, lost: 20_000 };

interface Page {
  readonly entries: Entry[];
  bytes: number;
  /** Something came under the token that was not written down. */
  isCut: boolean;
}

/** What one server saw, by token, in bounded memory: the oldest tokens go first. */
export function createLedger(server: ServerName, changed: Partial<Bounds> = {}): Ledger {
  const max = { ...bounds, ...changed };
  const pages = new Map<string, Page>();
  const lost = createRecentSet(max.lost);
  let forgotten = 0;
  let bytes = 0;

  const forgetOldest = (): void => {
    const [oldest] = pages;
    if (!oldest) return;
    const [token, page] = oldest;
    pages.delete(token);
    bytes -= page.bytes;
    forgotten += 1;
    lost.add(token);
  };
  const add = (token: string, page: Page, more: number): void => {
    // An answer may end after its token was forgotten.
    if (pages.get(token) !== page) return;
    page.bytes += more;
    bytes += more;
    // The newest stays, whatever its size.
    while (bytes > max.bytes && pages.size > 1) forgetOldest();
  };
  const pageOf = (token: string): Page => {
    const known = pages.get(token);
    if (known) return known;
    if (pages.size >= max.tokens) forgetOldest();
    const page: Page = { entries: [], bytes: 0, isCut: false };
    pages.set(token, page);
    return page;
  };

  return {
    record(found, req, res) {
      const token = copyOf(found);
      const page = pageOf(token);
      if (page.entries.length >= max.exchangesPerToken) {
        page.isCut = true;
        return;
      }
      const request = requestPart(token, server, req);
      const entry: Entry = { ...request, answer: res, connection: new WeakRef(req.socket) };
      const repeated = repeatedBy(entry, page.entries);
      if (repeated) repeated.broken = true;
      page.entries.push(entry);
      add(token, page, bytesOf.request(request));
      res.once('close', () => {
        const answer = answerPart(res);
        entry.answer = answer;
        add(token, page, bytesOf.answer(answer));
      });
    },
    *read(tokens) {
      const entries = [...new Set(tokens)].flatMap((token) => pages.get(token)?.entries ?? []);
      for (const entry of entries.sort((a, b) => a.at - b.at)) yield exchangeOf(entry);
    },
    lost: (tokens) =>
      [...new Set(tokens)].filter((token) => lost.has(token) || pages.get(token)?.isCut === true),
    get forgotten() {
      return forgotten;
    },
    get bytes() {
      return bytes;
    },
  };
}
