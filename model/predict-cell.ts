import type { Reason } from './explain/reasons';
import { requestOf, type LoaderRequest } from './loader-request';
import { singleSpec, stepsOf, type SingleLoaderName } from './loaders';
import type { Outcome, PredictedExchange } from './measurement';
import { clientOf, type Client } from './oracle/client';
import { allowsInlineScript } from './oracle/content-security-policy';
import { isSent, isStored } from './oracle/cookies';
import { askThroughCache, forgetRefused, type Ask, type HttpCache } from './oracle/http-cache';
import { mainFetch, type Fetched, type SentRequest, type Servers } from './oracle/main-fetch';
import { conclude } from './oracle/predict';
import { consumePreloaded, keepPreloaded, type PreloadedResources } from './oracle/preload';
import { createRequest, type FetchedRequest } from './oracle/request';
import { fetchThroughWorker } from './oracle/service-worker';
import type { Trace } from './oracle/trace';
import { parseUrl, type Url } from './oracle/url';
import { clientOfPage } from './page-client';
import type { Hop, PlannedCell } from './cells';
import { pageSpec } from './pages';
import { policyOf } from './policies';
import { isUnreachable } from './relations';
import { answerOfPolicy, type Asked, type Body, type CdnAnswer } from './policies/answer';
import { domains, originOf, serverSpec, type Domain, type Ports, type ServerName } from './topology';

/** What the standards say comes of one scenario, and goes over the wire. */
export interface CellPrediction {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly wire: readonly PredictedExchange[];
  /** Whether script sees which range came; null where it sees no response at all. */
  readonly showsRange: boolean | null;
}

/** A cell on its way through the oracle. */
interface Setting {
  readonly cell: PlannedCell;
  readonly ports: Ports;
  readonly client: Client;
  readonly hops: readonly Hop[];
  readonly wire: PredictedExchange[];
  /** The browser's own. */
  readonly cache: HttpCache<CdnAnswer>;
  readonly preloaded: PreloadedResources<Loaded>;
  readonly trace: Trace | undefined;
}

/** What a request came to, and what the page gets of it. */
interface Loaded {
  readonly fetched: Fetched | null;
  readonly heard: Conclusion;
}

/** Whether the log-in left the listener with a cookie that goes to these URLs. */
function carriesSession({ cell, client, hops }: Setting, sent: SentRequest, urls: readonly Url[]): boolean {
  const { session } = hops[0]!.policy;
  if (!session?.loggedIn || cell.logIn === undefined || !sent.withCredentials) return false;
  const logIn = parseUrl(cell.logIn);
  return logIn !== null && isStored(session, client, logIn) && isSent(session, client, urls);
}

const hostOf = ({ host, port }: Url): string => (port === null ? host : `${host}:${port}`);

/** The domain of the lab that a URL is under; by IP address it is `test`, as the servers have it. */
const domainOf = ({ host }: Url): Domain => domains.find((domain) => host.endsWith(`.${domain}`)) ?? 'test';

function locationOf({ cell, hops, ports }: Setting, { policy }: Hop, from: Url): string | null {
  if (!policy.redirect) return null;
  const { to } = policy.redirect;
  const [own, twin] = serverSpec(hops[0]!.server).hosts;
  const isElsewhere = hops[0]!.policy.parts?.rest === 'other-host';
  if (isElsewhere) return from.href.replace(`//${own}.`, `//${twin}.`);
  const base =
    to === 'same-server'
      ? from.origin
      : originOf(ports, to, from.scheme === 'https' ? 'https' : 'http', domainOf(from));
  return `${base}/next?t=${cell.token}`;
}

/** Whether a server answers this URL's scheme on its port: what does not reaches no application. */
const speaks = (ports: Ports, server: ServerName, { scheme, port }: Url): boolean =>
  serverSpec(server).twin === true ||
  port === null ||
  port === ports[server][scheme === 'https' ? 'https' : 'http'];

/** The lab's servers as the oracle asks them, writing down the exchanges. */
function labServers(setting: Setting, request: LoaderRequest, file: string): Ask<CdnAnswer> {
  const { client, ports, hops, wire } = setting;
  const urls: Url[] = [];
  return (sent, position, validates) => {
    const hop = hops[position - 1];
    if (isUnreachable(setting.cell.scenario.relation) && position === 1) return undefined;
    if (hop && !speaks(ports, hop.server, sent.url)) return undefined;
    const isPreflight = sent.kind === 'preflight';
    urls[position - 1] = sent.url;
    const session = !isPreflight && carriesSession(setting, sent, urls);
    const asked: Asked = {
      isPreflight,
      origin: sent.origin,
      headers: sent.headers,
      hasSession: session,
      hasRange:
        (request.destination === 'audio' && (client.worker ?? 'refetch') === 'refetch') ||
        sent.headers.some(([name]) => name === 'range'),
      validates,
      file,
    };
    const answer =
      hop &&
      answerOfPolicy(
        hop.policy,
        asked,
        { domain: domainOf(sent.url), ports },
        locationOf(setting, hop, sent.url),
      );
    const { scheme } = sent.url;
    wire.push({
      method: sent.method,
      scheme,
      host: hostOf(sent.url),
      origin: sent.origin,
      session,
      status: answer?.status ?? null,
    });
    return answer;
  };
}

/** The servers behind the browser's cache. `bodies` gets what each answer holds. */
function behindCache({ cache }: Setting, ask: Ask<CdnAnswer>, bodies: Body[]): Servers {
  return (sent, position) => {
    const answer = askThroughCache(cache, sent, position, ask);
    if (answer) bodies.push(answer.body);
    return answer;
  };
}

type Conclusion = Pick<CellPrediction, 'outcome' | 'reason'> & Partial<Pick<CellPrediction, 'showsRange'>>;

const blocked = (reason: Reason): Conclusion => ({ outcome: 'blocked', reason });

/** What becomes of an answer that script may read, or an element may play: is the tone found in it? */
function listen(
  request: FetchedRequest,
  fetched: Fetched,
  body: Body | undefined,
  heard: Conclusion,
): Conclusion {
  if (heard.outcome === 'blocked' || fetched.failure !== null) return heard;
  const isElement = request.destination === 'audio';
  if (isElement) return body === 'noise' ? blocked('decode') : heard;
  if (heard.outcome === 'opaque') return heard;
  const { status } = fetched.answer;
  if (status === 401) return blocked('auth');
  if (status > 299) return blocked('http-status');
  if (body === 'cut') return blocked('network');
  return body === 'noise' ? blocked('decode') : heard;
}

/** One request of the cell, and what script gets of it. */
function load(setting: Setting, asked: LoaderRequest, target: string, file: string): Loaded {
  const { client, preloaded, trace } = setting;
  const request = createRequest(asked, trace);
  const url = parseUrl(target);
  if (!request || !url) return { fetched: null, heard: blocked('request-invalid') };
  const known = consumePreloaded(preloaded, url, request);
  if (known) return known;
  const bodies: Body[] = [];
  const servers = behindCache(setting, labServers(setting, asked, file), bodies);
  const fetched = fetchThroughWorker(client, request, url, servers, trace);
  if (fetched.failure !== null) forgetRefused(setting.cache, fetched.sent);
  // Nobody answers where the browser looks, because the page's own scheme made it look there.
  const isUpgraded = url.scheme === 'http' && fetched.sent[0]?.url.scheme === 'https';
  if (fetched.failure === 'network' && isUpgraded) return { fetched, heard: blocked('mixed-content') };
  const { outcome, reason, visibleHeaders } = conclude(request, fetched, trace);
  const heard = listen(request, fetched, bodies.at(-1), { outcome, reason });
  return { fetched, heard: { ...heard, showsRange: visibleHeaders.includes('content-range') } };
}

/** The article's button: a catalog that script may read, then the song that it names. */
function getAndLoad(setting: Setting, url: string): Conclusion {
  const { fetched, heard } = load(setting, requestOf('fetch-same-origin'), url, 'songs');
  if (fetched?.failure !== null || fetched.answer.status > 299) return heard;
  const last = setting.hops.slice(fetched.sent.filter(({ kind }) => kind === 'request').length - 1);
  const song = { ...setting, hops: last };
  return load(song, requestOf('audio-anonymous'), `${fetched.url.origin}/song.mp3`, 'song.mp3').heard;
}

/** A script in a page of the same site, which reads with credentials and sends off what it read. */
function injectScript(setting: Setting, url: string): Conclusion {
  const { cell, client, wire } = setting;
  if (!allowsInlineScript(client.policies)) return blocked('csp');
  const { heard, fetched } = load(setting, requestOf('injected-script'), url, 'tone.mp3');
  const collector = parseUrl(cell.collector ?? '');
  if (fetched?.failure === null && collector) {
    const { origin } = client;
    const { scheme } = collector;
    wire.push({ method: 'POST', scheme, host: hostOf(collector), origin, session: false, status: 204 });
  }
  return heard;
}

/** https://html.spec.whatwg.org/multipage/links.html#preload: what comes is kept for a request of the very same kind. */
function preload(setting: Setting, loader: SingleLoaderName, target: string, file: string): Loaded {
  const asked = requestOf(loader);
  const loaded = load(setting, asked, target, file);
  const [request, url] = [createRequest(asked), parseUrl(target)];
  if (request && url) keepPreloaded(setting.preloaded, url, request, loaded);
  return loaded;
}

/** An element that plays one song after the other; nothing of the first is left for the second. */
function swap(setting: Setting, loader: SingleLoaderName, ownSongLast: boolean): Conclusion {
  const { cell } = setting;
  const home: Hop = { server: pageSpec(cell.scenario.page).server, policy: policyOf('none') };
  const loads = [
    () => load(setting, requestOf(loader), cell.url, 'tone.mp3'),
    () => load({ ...setting, hops: [home] }, requestOf(loader), cell.ownSong ?? '', 'song.mp3'),
  ];
  const [, last] = (ownSongLast ? loads : loads.reverse()).map((each) => each());
  return last!.heard;
}

/** The rest of a file that comes in parts: what an element may put together (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response). */
function loadRest(setting: Setting, asked: LoaderRequest, target: string, first: Loaded): Conclusion {
  const hop = setting.hops[0]!;
  const rest = hop.policy.parts?.rest;
  if (rest === undefined || first.heard.outcome === 'blocked') return first.heard;
  const { policy } = hop;
  const handsOn: Hop = {
    server: hop.server,
    policy: { ...policy, redirect: { status: 302, to: 'same-server', policy } },
  };
  // Another range than the one that is stored.
  const later = { ...setting, cache: new Map(), hops: rest === 'here' ? [hop] : [handsOn, hop] };
  const { fetched, heard } = load(later, asked, target, 'tone.wav');
  if (heard.outcome === 'blocked' || fetched?.failure !== null || first.fetched?.failure !== null)
    return heard;
  const isMixed = fetched.url.origin !== first.fetched.url.origin && fetched.tainting === 'opaque';
  return isMixed ? blocked('mixed-origins') : first.heard;
}

function predictLoad(setting: Setting, loader: SingleLoaderName): Conclusion {
  const { cell, hops } = setting;
  const spec = singleSpec(loader);
  const { kind } = spec;
  const file = hops[0]!.policy.file ?? 'tone.mp3';
  if (kind === 'preload' && spec.as === 'audio') return blocked('request-invalid');
  if (kind === 'preload') return preload(setting, loader, cell.url, file).heard;
  if (kind === 'swap') return swap(setting, loader, spec.order === 'own-song-last');
  if (kind === 'catalog') return getAndLoad(setting, cell.url);
  if (kind === 'injection') return injectScript(setting, cell.url);
  const first = load(setting, requestOf(loader), cell.url, file);
  const heard = kind === 'element' ? loadRest(setting, requestOf(loader), cell.url, first) : first.heard;
  const isSilenced = kind === 'element' && spec.suspended && heard.outcome !== 'blocked';
  return isSilenced ? { outcome: 'opaque', reason: 'context-suspended' } : heard;
}

function predictLoader(setting: Setting): Conclusion {
  const { cell } = setting;
  const framed = { ...setting, client: clientOf({ origin: cell.frame ?? 'null' }) };
  const heard = stepsOf(cell.loader).map((step) => predictLoad(step.framed ? framed : setting, step.loader));
  return heard.at(-1)!;
}

/** The log-in goes by fetch, too: what keeps it from being sent ends the cell. */
function logIn({ cell, client }: Setting): Reason | null {
  const url = cell.logIn === undefined ? null : parseUrl(cell.logIn);
  const request = createRequest({ ...requestOf('fetch-no-cors'), credentials: 'include' });
  if (!url || !request) return null;
  return mainFetch(client, request, url, () => ({ status: 200, headers: [] })).failure;
}

/** Predicts from the standards what comes of a planned load in a lab on these ports. */
export function predictCell(
  cell: PlannedCell,
  ports: Ports,
  trace?: Trace,
  client = clientOfPage(ports, cell.scenario.page),
): CellPrediction {
  const setting: Setting = {
    cell,
    ports,
    client,
    hops: cell.hops,
    wire: [],
    cache: new Map(),
    preloaded: new Map(),
    trace,
  };
  const refused = logIn(setting);
  const { outcome, reason, showsRange = null } = refused ? blocked(refused) : predictLoader(setting);
  return { outcome, reason, wire: setting.wire, showsRange };
}
