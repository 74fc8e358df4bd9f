import type { Reason } from './explain/reasons';
import { requestOf, type LoaderRequest } from './loader-request';
import { loaderSpec, type LoaderName } from './loaders';
import type { Outcome, PredictedExchange } from './measurement';
import type { Client } from './oracle/client';
import { allowsInlineScript } from './oracle/content-security-policy';
import { isSent, isStored } from './oracle/cookies';
import { mainFetch, type Fetched, type SentRequest, type Servers } from './oracle/main-fetch';
import { conclude } from './oracle/predict';
import { createRequest, type FetchedRequest } from './oracle/request';
import type { Trace } from './oracle/trace';
import { parseUrl, type Url } from './oracle/url';
import { clientOfPage } from './page-client';
import type { Hop, PlannedCell } from './cells';
import { answerOfPolicy, type Asked, type Body } from './policies/answer';
import { domains, originOf, serverSpec, type Domain, type Ports, type ServerName } from './topology';

/** What the standards say comes of one scenario, and goes over the wire. */
export interface CellPrediction {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly wire: readonly PredictedExchange[];
}

/** A cell on its way through the oracle. */
interface Setting {
  readonly cell: PlannedCell;
  readonly ports: Ports;
  readonly client: Client;
  readonly hops: readonly Hop[];
  readonly wire: PredictedExchange[];
  readonly trace: Trace | undefined;
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

function locationOf({ cell, ports }: Setting, { policy }: Hop, from: Url): string | null {
  if (!policy.redirect) return null;
  const { to } = policy.redirect;
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

/** The lab's servers as the oracle asks them, writing down the exchanges. `bodies` gets what each answer holds. */
function labServers(setting: Setting, request: LoaderRequest, file: string, bodies: Body[]): Servers {
  const { ports, hops, wire } = setting;
  const urls: Url[] = [];
  return (sent, position) => {
    const hop = hops[position - 1];
    if (hop && !speaks(ports, hop.server, sent.url)) return undefined;
    const isPreflight = sent.kind === 'preflight';
    urls[position - 1] = sent.url;
    const session = !isPreflight && carriesSession(setting, sent, urls);
    const asked: Asked = {
      isPreflight,
      origin: sent.origin,
      headers: sent.headers,
      hasSession: session,
      hasRange: request.destination === 'audio' || sent.headers.some(([name]) => name === 'range'),
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
    if (answer) bodies.push(answer.body);
    return answer;
  };
}

type Conclusion = Pick<CellPrediction, 'outcome' | 'reason'>;

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
function load(
  setting: Setting,
  asked: LoaderRequest,
  target: string,
  file: string,
): { readonly fetched: Fetched | null; readonly heard: Conclusion } {
  const { client, trace } = setting;
  const request = createRequest(asked, trace);
  const url = parseUrl(target);
  if (!request || !url) return { fetched: null, heard: blocked('request-invalid') };
  const bodies: Body[] = [];
  const fetched = mainFetch(client, request, url, labServers(setting, asked, file, bodies), trace);
  // Nobody answers where the browser looks, because the page's own scheme made it look there.
  const isUpgraded = url.scheme === 'http' && fetched.sent[0]?.url.scheme === 'https';
  if (fetched.failure === 'network' && isUpgraded) return { fetched, heard: blocked('mixed-content') };
  const { outcome, reason } = conclude(request, fetched, trace);
  return { fetched, heard: listen(request, fetched, bodies.at(-1), { outcome, reason }) };
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

function predictLoader(setting: Setting, loader: LoaderName): Conclusion {
  const { cell, hops } = setting;
  const { kind } = loaderSpec(loader);
  if (kind === 'catalog') return getAndLoad(setting, cell.url);
  if (kind === 'injection') return injectScript(setting, cell.url);
  return load(setting, requestOf(loader), cell.url, hops[0]!.policy.file ?? 'tone.mp3').heard;
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
  const setting: Setting = { cell, ports, client, hops: cell.hops, wire: [], trace };
  const refused = logIn(setting);
  const { outcome, reason } = refused ? blocked(refused) : predictLoader(setting, cell.scenario.loader);
  return { outcome, reason, wire: setting.wire };
}
