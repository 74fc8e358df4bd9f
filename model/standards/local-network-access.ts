import type { Client } from './client';
import type { FetchState } from './fetch-state';
import { addressSpaceOf, isMulticastName, type AddressSpace } from './ip-address-space';
import { isPermittedSpace } from './local-network-permission';
import { currentUrl } from './url-list';
import { isTrustworthy, hasIpAddress, type Url } from '../http/url';

/**
 * The target IP address space of a request that has none of its own: of an address in the network, or a name under
 * `.local` (https://wicg.github.io/local-network-access/#fetching). Loopback needs none: it is trustworthy.
 */
const impliedTarget = (url: Url): AddressSpace | null =>
  isMulticastName(url.host) || (hasIpAddress(url) && addressSpaceOf(url) === 'local') ? 'local' : null;

/** Whether a request says of its target, or its URL does, that it is no public one. */
export const isAimedAtLocalNetwork = ({ request }: Pick<FetchState, 'request'>, url: Url): boolean =>
  (request.targetAddressSpace ?? impliedTarget(url) ?? 'public') !== 'public';

/** Whether the page may ask for the permission: its environment is a secure context. */
const isSecureContext = ({ url }: Client): boolean => url !== null && isTrustworthy(url);

/** The address space of the server that is asked; where nobody knows it, what the request takes it for; else null. */
function spaceAsked(state: FetchState): AddressSpace | null {
  const { servers, urls, request } = state;
  const url = currentUrl(state);
  return (
    servers.addressSpaceOf?.(url, urls.length) ?? addressSpaceOf(url) ?? request.targetAddressSpace ?? null
  );
}

/**
 * Local Network Access check (https://wicg.github.io/local-network-access/#local-network-access-check), which comes with
 * the connection: before anything is sent, a preflight too.
 * @returns whether the request may go on
 */
export function allowsLocalNetworkAccess(state: FetchState): boolean {
  const { client, request, trace } = state;
  const url = currentUrl(state);
  // 1.
  if (url.origin === client.origin && isTrustworthy(url)) return true;
  const space = spaceAsked(state);
  trace?.connect(space);
  if (space === null) return true;
  // 3. Engines ask for the permission all the same.
  const target = request.targetAddressSpace;
  if (target !== undefined && target !== space) {
    trace?.note('Local Network Access check', `the request names ${target}, and ${url.host} is ${space}`);
    return false;
  }
  // 4. Engines let pages of the network ask the machine, as the note there says: only public ones are refused.
  if (client.addressSpace !== 'public' || space === 'public') return true;
  const allowed = isSecureContext(client) && isPermittedSpace(client.permissions, space);
  const why = isSecureContext(client) ? 'nobody permitted it' : 'it is no secure context';
  trace?.note(
    'Local Network Access check',
    `a public page asks ${url.host}, which is ${space}: ${allowed ? 'permitted' : why}`,
  );
  return allowed;
}
