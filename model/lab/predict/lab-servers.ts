import type { Hop } from '../plan/cells';
import { isSent, isStored } from '../../standards/cookies';
import type { Ask } from '../../standards/http-cache';
import type { SentRequest, Servers } from '../../standards/fetch-state';
import { parseUrl, type Url } from '../../http/url';
import { policySegment } from '../policies/policy-segment';
import { predictAnswer, type Asked, type Body, type CdnAnswer } from '../policies/predict-answer';
import { isUnreachable } from '../topology/relations';
import {
  domains,
  originOf,
  serverSpec,
  type Domain,
  type Ports,
  type ServerName,
} from '../topology/topology';
import type { Setting } from './setting';
import { isMedia } from '../../standards/media-destination';

/** Whether the log-in left the listener with a cookie that goes to these URLs. */
function carriesSession({ cell, client, hops }: Setting, sent: SentRequest, urls: readonly Url[]): boolean {
  const { session } = hops[0]!.policy;
  if (!session?.loggedIn || cell.logIn === undefined || !sent.withCredentials) return false;
  const logIn = parseUrl(cell.logIn);
  return logIn !== null && isStored(session, client, [logIn]) && isSent(session, client, urls);
}

export const hostOf = ({ host, port }: Url): string => (port === null ? host : `${host}:${port}`);

const underDomain = ({ host }: Url): Domain | undefined =>
  domains.find((domain) => host.endsWith(`.${domain}`));

/** The domain of the lab that a URL is under; by IP address it is `test`, as the servers have it. */
export const domainOf = (url: Url): Domain => underDomain(url) ?? 'test';

/** The domain whose player the headers of an answer name; by IP address it is that of the page that asks. */
function namedDomain({ url, origin }: SentRequest): Domain {
  const asking = origin === null ? null : parseUrl(origin);
  return underDomain(url) ?? (asking && underDomain(asking)) ?? 'test';
}

function locationOf({ cell, hops, ports }: Setting, { policy }: Hop, from: Url, file: string): string | null {
  if (!policy.redirect) return null;
  const { to } = policy.redirect;
  const [own, twin] = serverSpec(hops[0]!.server).hosts;
  const isElsewhere = hops[0]!.policy.parts?.rest === 'other-host';
  if (isElsewhere) return from.href.replace(`//${own}.`, `//${twin}.`);
  const base =
    to === 'same-server'
      ? from.origin
      : originOf(ports, to, from.scheme === 'https' ? 'https' : 'http', domainOf(from));
  return `${base}/p/${policySegment(policy.redirect.policy)}/${file}?t=${cell.token}`;
}

/** Whether a server answers this URL's scheme on its port: what does not reaches no application. */
const speaks = (ports: Ports, server: ServerName, { scheme, port }: Url): boolean =>
  serverSpec(server).twin === true ||
  port === null ||
  port === ports[server][scheme === 'https' ? 'https' : 'http'];

/** The lab's servers as the oracle asks them, writing down the exchanges. */
export function labServers(setting: Setting, file: string): Ask<CdnAnswer> {
  const { ports, hops, rules, wire, connections } = setting;
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
      isHead: sent.method === 'HEAD',
      origin: sent.origin,
      headers: sent.headers,
      hasSession: session,
      hasRange: isMedia(sent.destination) || sent.headers.some(([name]) => name === 'range'),
      validates,
      file,
    };
    const answer =
      hop &&
      predictAnswer(
        hop.policy,
        asked,
        { domain: namedDomain(sent), ports },
        locationOf(setting, hop, sent.url, file),
      );
    const { scheme } = sent.url;
    const exchange = {
      method: sent.method,
      scheme,
      host: hostOf(sent.url),
      origin: sent.origin,
      session,
      status: answer?.status ?? null,
    };
    const isUsed = connections.take(sent);
    const timesSent = answer ? 1 : isUsed ? rules.timesSent.onUsed : rules.timesSent.onNew;
    wire.push(...Array.from({ length: timesSent }, () => exchange));
    if (answer && answer.sends !== 'cut') connections.leave(sent);
    return answer;
  };
}

/** The servers behind the browser's cache. `bodies` gets what each answer holds. */
export function behindCache({ answers }: Setting, ask: Ask<CdnAnswer>, bodies: Body[]): Servers {
  return (sent, position) => {
    const answer = answers.recall(sent, position, ask);
    if (answer) bodies.push(answer.sends);
    return answer;
  };
}
