import type { AnswerChanges } from '../../model/check/answer-changes';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import type { EngineName } from '../../model/evidence/engine';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { HeaderLine } from '../../model/http/headers';
import type { Cell, FetchRequest } from '../../model/lab/plan/cell';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { createCheckServer } from '../../servers/check/create-check-server';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadOrMakeCertificates } from '../../servers/tls/certificates';
import { launchBrowser } from '../browsers/launch';
import { startLoopbackProxy } from '../browsers/session/loopback-proxy';
import { proxiedNetwork } from '../browsers/session/network';
import { firstLineOf } from '../common/lab-failure';
import { documentOfCase } from '../exchange/exchange-page';
import { checkPages } from '../lab/check-pages';
import { collect } from '../measure/measure-page';

/** A load to be done: by a loader, or as a request of its own that the page makes by `fetch()`. */
interface WantedLoad {
  readonly url: string;
  readonly page: ExchangeCase['page'];
  readonly loader: Cell['loader'];
  readonly request?: FetchRequest;
  /** What the server is made to say in place of what it says; its bytes stay. */
  readonly changes?: AnswerChanges;
  /** The origin that the person's header lines go to; else it is that of the URL. */
  readonly headersFor?: string;
}

/** What came of it. */
export interface DoneLoad {
  /** Null where the page failed, which is said in `failure`. */
  readonly seen: PageEvidence | null;
  readonly wire: readonly RecordedExchange[];
  readonly failure: string | null;
}

/** A browser to which every origin leads by way of here. */
export interface CheckBrowser {
  readonly engine: EngineName;
  readonly version: string;
  /** As it says it to servers; null before the first load. */
  readonly userAgent: () => string | null;
  /** Requests made of the person's servers so far. */
  readonly requests: () => number;
  /** Does one load in a page and a profile of its own. One at a time: nothing in a request says whose it is. */
  readonly load: (wanted: WantedLoad) => Promise<DoneLoad>;
  readonly close: () => Promise<void>;
}

export interface CheckBrowserOptions {
  /** Those that loads come from. */
  readonly pages: readonly ExchangeCase['page'][];
  /** Header lines for the origin of what is loaded. */
  readonly headers: readonly HeaderLine[];
  /** Of the person's servers, as long as the browser is open. */
  readonly mostRequests: number;
  /** How long the server may take for an answer, in milliseconds. */
  readonly patience: number;
}

/**
 * Starts a browser whose pages stand on the person's origins, and whose requests go to the person's server.
 * @throws LabFailure where it cannot be started, or the pages are not built
 */
export async function openCheckBrowser(
  engine: EngineName,
  { pages, headers, mostRequests, patience }: CheckBrowserOptions,
): Promise<CheckBrowser> {
  checkPages();
  const certificates = await loadOrMakeCertificates(defaultTlsFolder);
  const server = createCheckServer({
    pages: pages.map((page) => new URL(documentOfCase(page).url).origin),
    headers,
    mostRequests,
    patience,
  });
  const listener = await listen({
    app: server.app,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates,
  });
  const proxy = await startLoopbackProxy(() => ({ host: '127.0.0.1', port: listener.port }));
  const closeNetwork = async () => {
    await proxy.close();
    await listener.close(0);
  };
  const launched = await launchBrowser(
    engine,
    proxiedNetwork(listener.port, proxy.port, certificates.spki),
  ).catch(async (error: unknown) => {
    await closeNetwork();
    throw error;
  });

  const load = async ({ url, page, loader, request, changes, headersFor }: WantedLoad): Promise<DoneLoad> => {
    let seen: PageEvidence | null = null;
    let failure: string | null = null;
    server.begin(url, changes ?? null, headersFor);
    try {
      const open = await launched.openProbe(documentOfCase(page));
      try {
        // Nobody is there to log in where the server asks for it.
        await open.refuseLogins?.([url]);
        const cell: Cell = { token: 'load', url, loader, anySong: true, ...(request && { request }) };
        await collect(open, [cell], 1, ([first]) => void (seen = first ?? seen));
      } finally {
        await open.close();
      }
    } catch (error) {
      failure = `the page failed: ${firstLineOf(error)}`;
    }
    if (server.isSpent) failure = `it asked for more than ${mostRequests} requests of this server`;
    return { seen, wire: server.end(), failure };
  };

  return {
    engine,
    version: launched.version,
    userAgent: () => server.userAgent,
    requests: () => server.requests,
    load,
    async close() {
      await launched.close();
      await closeNetwork();
    },
  };
}
