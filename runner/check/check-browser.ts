import type { AnswerChanges } from '../../model/check/answer-changes';
import type { RecordedExchange } from '../../model/check/recorded-exchange';
import type { AddressSpace } from '../../model/standards/ip-address-space';
import type { EngineName } from '../../model/evidence/engine';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Cell, FetchRequest } from '../../model/lab/plan/cell';
import { cookiesPath, createCheckServer, type SongLimits } from '../../servers/check/create-check-server';
import { mostOfWhole } from '../../servers/check/pass-body';
import { listen } from '../../servers/http/listen';
import { defaultTlsFolder, loadOrMakeCertificates } from '../../servers/tls/certificates';
import { launchBrowser } from '../browsers/launch';
import { startLoopbackProxy } from '../browsers/session/loopback-proxy';
import { proxiedNetwork, publicPageNetwork } from '../browsers/session/network';
import type { LabPage, ProbeDocument } from '../browsers/session/session';
import type { PersonsPage } from './persons-page';
import { keepBrowser } from './kept-browser';
import type { PagesAhead } from './open-ahead';
import { firstLineOf, LabFailure } from '../failures/lab-failure';
import { documentOfCase } from '../exchange/exchange-page';
import { checkPages } from '../lab/check-pages';
import { browserBounds } from './bounds';
import { createPatience } from './browser-patience';
import { readsWhole } from './library-load';
import { boundOfLoad } from './load-bounds';
import { collect } from '../measure/measure-page';
import { createPageMemories } from './page-memory';

/** A load to be done: by a loader, or as a request of its own that the page makes by `fetch()`. */
interface WantedLoad {
  readonly url: string;
  readonly page: PersonsPage;
  readonly loader: Cell['loader'];
  readonly request?: FetchRequest;
  /** The load after it, whose page is opened meanwhile, or is this one. */
  readonly next?: Pick<WantedLoad, 'page' | 'loader'> | undefined;
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
  /** Where it is not what people browse with, and what it cannot be asked, a phrase each. */
  readonly differs: readonly string[];
  /** As it says it to servers; null before the first load. */
  readonly userAgent: () => string | null;
  /** Requests made of the person's servers so far, for this song. */
  readonly requests: () => number;
  /** How many it may make for this song. */
  readonly mostRequests: number;
  /** Turns to another song: its requests are counted from zero. */
  readonly turnTo: (song: SongLimits) => void;
  /** Does one load, in a profile of its own or one that has forgotten all. One at a time: nothing in a request says whose it is. */
  readonly load: (wanted: WantedLoad) => Promise<DoneLoad>;
  readonly close: () => Promise<void>;
}

interface CheckBrowserOptions extends SongLimits {
  /** How long the server may take for an answer, in milliseconds. */
  readonly patience: number;
  /** Pages that stand at a public address, and where the server of their song is; all stand on this machine unless said. */
  readonly publicPages?: { readonly urls: readonly string[]; readonly songSpace: AddressSpace } | undefined;
}

/** https://hstspreload.org: some names, such as all below `.dev`, are opened over https by browsers that never were there. */
const overHttpsAlone = (url: string): string => {
  const { host } = new URL(url);
  return `the browser opens ${host} over https alone (HSTS), so no page can be there over http: give --page https://${host}`;
};

/** No check asks for the lab's names; and the certificate of the person's server is looked at here, before the browser hears of it. */
const ofTheLabAlone = /^the lab's names|^any certificate trusted$/;

const whyFailed = (error: unknown): string => `the page failed: ${firstLineOf(error)}`;

/** What a browser keeps of a server beside cookies and its cache, or may keep. */
const lasting = /^(?:alt-svc|clear-site-data|strict-transport-security|www-authenticate)$/i;

/** Whether nothing of what passed stays behind in a profile that forgets: nor does what a preflight allowed. */
const isForgettable = (wire: readonly RecordedExchange[]): boolean =>
  wire.every(
    ({ method, noAnswer, responseHeaders }) =>
      method !== 'OPTIONS' && noAnswer === null && !responseHeaders.some(([name]) => lasting.test(name)),
  );

/** Does one load in a page, and gives what the page saw of it; null where it says nothing. */
async function loadIn(page: LabPage, cell: Cell): Promise<PageEvidence | null> {
  const seen: PageEvidence[] = [];
  await collect(page, [cell], 1, (evidence) => void seen.push(...evidence));
  return seen.at(-1) ?? null;
}

const mayAskLocalNetwork = ({ permissions }: PersonsPage): boolean => (permissions ?? []).length > 0;

/**
 * Starts a browser whose pages stand on the person's origins, and whose requests go to the person's server.
 * @throws LabFailure where it cannot be started, or the pages are not built
 */
export async function openCheckBrowser(
  engine: EngineName,
  { patience, publicPages, ...song }: CheckBrowserOptions,
): Promise<CheckBrowser> {
  checkPages();
  const certificates = await loadOrMakeCertificates(defaultTlsFolder);
  const server = createCheckServer({ ...song, patience });
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
  const { port } = listener;
  const { spki } = certificates;
  const network = publicPages
    ? publicPageNetwork(port, publicPages.urls, publicPages.songSpace, spki)
    : proxiedNetwork(port, proxy.port, spki);
  const launch = () => launchBrowser(engine, network);
  const launched = await launch().catch(async (error: unknown) => {
    await closeNetwork();
    throw error;
  });

  if (publicPages && !launched.hasPublicPages) {
    await launched.close();
    await closeNetwork();
    throw new LabFailure(
      `Failed to put a page at a public address: ${engine} was started elsewhere. Have it started here`,
    );
  }

  const kept = keepBrowser(launched, launch);
  const patienceWith = createPatience(engine);
  const { inTime } = patienceWith;
  let wasReplaced = false;
  /** One that hangs is replaced once: the next would hang by what hung this one. */
  const replaceLost = (): void => {
    if (wasReplaced || !patienceWith.isLost()) return;
    wasReplaced = true;
    kept.abandon();
    patienceWith.renew();
  };

  const documentFor = (page: PersonsPage): ProbeDocument => {
    const document = page.document ? { url: page.document.url, depth: 0 } : documentOfCase(page, engine);
    return {
      ...document,
      ...(server.hasCookies && { after: new URL(cookiesPath, document.url).href }),
      ...(page.permissions && { permissions: page.permissions }),
    };
  };

  const memories = createPageMemories();
  /** Whether the load that comes next can be done in the page where one was done, as soon as the profile has forgotten. */
  const isPageOf = (next: WantedLoad['next'], open: LabPage, document: ProbeDocument): boolean => {
    if (!next || next.page.document || !open.forget || !memories.isFreshFor(open, next.loader)) return false;
    const { url, after } = documentFor(next.page);
    return url === document.url && after === undefined;
  };

  const load = async ({
    url,
    page,
    loader,
    request,
    changes,
    next,
    headersFor,
  }: WantedLoad): Promise<DoneLoad> => {
    let pages: PagesAhead;
    replaceLost();
    try {
      pages = await inTime(browserBounds.start, 'start again', kept.pages());
      // A page that is still there might ask for something.
      await inTime(browserBounds.leave, 'leave the page before', pages.closed());
    } catch (error) {
      return { seen: null, wire: [], failure: whyFailed(error) };
    }
    let failure: string | null = null;
    let open: LabPage | undefined;
    let seen: PageEvidence | null = null;
    const document = documentFor(page);
    server.begin({
      ...{ url, page: new URL(document.url).origin, document: page.document },
      ...{ changes: changes ?? null, headersFor, isReadWhole: readsWhole(loader) },
    });
    try {
      open = await inTime(browserBounds.open, 'open a page', pages.open(document));
      // To open another takes as long as to load a song; to have this one forget takes less.
      if (next && !open.vacate) pages.prepare(documentFor(next.page));
      // Nobody is there to log in where a server asks for it, be it another that a redirect leads to.
      if (open.refuseLogins && memories.isUnused(open))
        await inTime(browserBounds.open, 'take what is said of logins', open.refuseLogins(['//']));
      memories.add(open, loader);
      const cell: Cell = {
        ...{ token: 'load', url, loader, anySong: true, bound: boundOfLoad(patience, loader) },
        ...(request && { request }),
      };
      seen = await loadIn(open, cell);
    } catch (error) {
      failure = whyFailed(error);
    }
    if (server.isUpgraded) failure = overHttpsAlone(document.url);
    if (server.isTooLong)
      failure = `a library reads all of a song, and no more than ${mostOfWhole >> 20} MiB of one are read here`;
    if (server.isSpent) failure = `it wants more than ${server.mostRequests} requests (--max-requests)`;
    const wire = server.end();
    // What a person permits, a profile keeps.
    const isKept = failure === null && isForgettable(wire) && !mayAskLocalNetwork(page);
    if (open && isKept && !seen?.timedOut && isPageOf(next, open, document)) pages.stay(open, document);
    else if (open && isKept) pages.vacate(open);
    else if (open) pages.close(open);
    return { seen, wire, failure };
  };

  return {
    engine,
    version: launched.version,
    differs: launched.profile.differs.filter((each) => !ofTheLabAlone.test(each)),
    userAgent: () => server.userAgent,
    requests: () => server.requests,
    get mostRequests() {
      return server.mostRequests;
    },
    turnTo: server.turnTo,
    load,
    async close() {
      // What does not end by itself ends with this process.
      await inTime(browserBounds.close, 'end', kept.close()).catch(() => undefined);
      await closeNetwork();
    },
  };
}
