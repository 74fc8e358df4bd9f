import { clientOf } from '../../model/oracle/client';
import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { exchangePagePath } from '../../servers/exchange/exchange-pages';
import type { LabPage, OpenProbe } from '../browsers/session';

type PageOfCase = ExchangeCase['page'];

/** An open page, and the redirect targets that it has visited: a browser remembers preflights and answers by URL. */
interface PooledPage {
  readonly page: LabPage;
  readonly visited: Set<string>;
}

/** Pages of exchanges that stay open for the next cases that want the same one. */
export interface PagePool {
  /** A page that has visited none of `targets`. */
  take(page: PageOfCase, targets: ReadonlySet<string>): Promise<PooledPage>;
  /** Keeps it for later, or closes it where it is `spent`. */
  give(page: PageOfCase, pooled: PooledPage, spent: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Pages that stay open though nobody uses them. */
const maxIdle = 12;
/** Where pages without an origin stand, before a sandbox takes it from them. */
export const opaquePageHost = 'opaque-page.test';

const keyOf = ({ origin, csp, coep, sandbox }: PageOfCase): string =>
  JSON.stringify([origin, csp ?? null, coep ?? null, sandbox ?? false]);

export function createPagePool(openProbe: OpenProbe): PagePool {
  // In order of their last use.
  const idle = new Map<string, PooledPage>();

  async function open({ csp, coep, origin, sandbox }: PageOfCase): Promise<PooledPage> {
    const framed = clientOf({ origin, sandbox }).origin === 'null';
    const base = origin === 'null' ? `http://${opaquePageHost}` : origin;
    const url = new URL(base).origin + exchangePagePath({ csp, coep }, framed);
    return { page: await openProbe({ url, framed }), visited: new Set() };
  }

  return {
    async take(page, targets) {
      const key = keyOf(page);
      const known = idle.get(key);
      idle.delete(key);
      const fresh = !known || [...targets].some((target) => known.visited.has(target));
      if (fresh) await known?.page.close();
      const taken = fresh ? await open(page) : known;
      targets.forEach((target) => taken.visited.add(target));
      return taken;
    },
    async give(page, pooled, spent) {
      const key = keyOf(page);
      if (spent || idle.has(key)) return pooled.page.close();
      idle.set(key, pooled);
      const [oldest, ...others] = idle;
      if (oldest && others.length >= maxIdle) {
        idle.delete(oldest[0]);
        await oldest[1].page.close();
      }
    },
    async close() {
      await Promise.all([...idle.values()].map(({ page }) => page.close()));
      idle.clear();
    },
  };
}
