import { clientOf, type Client } from '../../standards/client';
import { pageBase, pageOrigin, pageSpec, type PageId } from './pages';
import type { Ports } from './topology';

/** A page of the lab, as its policies leave it. */
export function clientOfPage(
  ports: Ports,
  page: PageId,
  spell: (url: string) => string = (url) => url,
): Client {
  const { csp, coep, opened, worker } = pageSpec(page);
  const client = clientOf({
    origin: opened === 'file' ? 'null' : spell(pageBase(ports, page)),
    csp,
    coep,
    sandbox: pageOrigin(ports, page) === 'null',
  });
  return worker ? { ...client, worker } : client;
}
