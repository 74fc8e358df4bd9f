import { clientOf, type Client } from '../../standards/client';
import type { AddressSpace } from '../../standards/ip-address-space';
import { pageBase, pageOrigin, pageSpec, type PageId } from './pages';
import { workers } from './workers';
import { hostName, publicHost, type Ports } from './topology';

/** Where the lab's servers are, as browsers take it: on their own machine, but for the host of public pages. */
export const labAddressSpaceOf = ({ host }: { readonly host: string }): AddressSpace =>
  host === hostName(publicHost, 'test') ? 'public' : 'loopback';

/** A page of the lab, as its policies leave it. */
export function clientOfPage(
  ports: Ports,
  page: PageId,
  spell: (url: string) => string = (url) => url,
): Client {
  const { csp, coep, opened, worker, isPublic, permissions, ...spec } = pageSpec(page);
  const { userActivation, allow, permissionsPolicy } = spec;
  const client = clientOf({
    origin: opened === 'file' ? 'null' : spell(pageBase(ports, page)),
    csp,
    coep,
    sandbox: pageOrigin(ports, page) === 'null',
    addressSpace: isPublic ? 'public' : 'loopback',
    permissions,
    userActivation,
    allow,
    permissionsPolicy,
  });
  return worker ? { ...client, worker: workers[worker] } : client;
}
