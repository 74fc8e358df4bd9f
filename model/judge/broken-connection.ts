import type { BrowserSays } from '../evidence/measurement';
import type { Exchange } from '../evidence/exchange';
import type { Policy } from '../lab/policies/policy';

/**
 * What browsers call a connection that broke, or was never made. A refusal of theirs has other names.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
const brokenConnections = new Set([
  'net::ERR_ADDRESS_UNREACHABLE',
  'net::ERR_CONNECTION_ABORTED',
  'net::ERR_CONNECTION_CLOSED',
  'net::ERR_CONNECTION_FAILED',
  'net::ERR_CONNECTION_REFUSED',
  'net::ERR_CONNECTION_RESET',
  'net::ERR_CONNECTION_TIMED_OUT',
  'net::ERR_CONTENT_LENGTH_MISMATCH',
  'net::ERR_EMPTY_RESPONSE',
  'net::ERR_INCOMPLETE_CHUNKED_ENCODING',
  'net::ERR_NAME_NOT_RESOLVED',
  'net::ERR_NETWORK_ACCESS_DENIED',
  'net::ERR_SOCKET_NOT_CONNECTED',
  'net::ERR_TIMED_OUT',
  'NS_ERROR_CONNECTION_REFUSED',
  'NS_ERROR_NET_EMPTY_RESPONSE',
  'NS_ERROR_NET_INTERRUPT',
  'NS_ERROR_NET_PARTIAL_TRANSFER',
  'NS_ERROR_NET_RESET',
  'NS_ERROR_NET_TIMEOUT',
  'NS_ERROR_UNKNOWN_HOST',
]);

const describe = ({ method, scheme, host, path }: Exchange): string =>
  `${method} ${scheme}://${host}${path.split('?')[0]!}`;

/** Whether a policy breaks connections itself: those of preflights, or those of all else. */
const breaks = ({ fault }: Policy, { method }: Pick<Exchange, 'method'>): boolean => {
  if (fault?.kind === 'reset' && fault.after === 'preflight') return method === 'OPTIONS';
  const ofAnswers = fault?.kind === 'reset' || fault?.kind === 'truncate' || fault?.kind === 'trickle';
  return ofAnswers && method !== 'OPTIONS';
};

interface Seen {
  /** The policies of all servers that the load passes through. */
  readonly policies: readonly Policy[];
  readonly wire: readonly Exchange[];
  readonly browserSays: readonly BrowserSays[] | null;
}

/**
 * Finds a connection that broke although no policy breaks it: by a firewall, a VPN, a forwarded port, a laptop's sleep.
 * It explains what looks like a finding, so it counts only against a measurement that is not as predicted.
 * @returns what broke, in words; null if nothing did, or if a policy did it
 */
export function findBrokenConnection({ policies, wire, browserSays }: Seen): string | null {
  const byPolicy = (exchange: Pick<Exchange, 'method'>) =>
    policies.some((policy) => breaks(policy, exchange));
  const unplanned = wire.filter((exchange) => !byPolicy(exchange));
  const unanswered = unplanned.find(({ complete }) => !complete);
  if (unanswered) return `the connection broke before ${describe(unanswered)} was answered in full`;
  const repeated = unplanned.find(({ broken }) => broken);
  if (repeated) return `the connection broke, and the browser sent ${describe(repeated)} again`;
  // The browser says not of which request.
  if (byPolicy({ method: 'OPTIONS' }) || byPolicy({ method: 'GET' })) return null;
  const said = browserSays?.find(({ code }) => brokenConnections.has(code));
  return said ? `the connection broke: the browser says ${said.code}` : null;
}
