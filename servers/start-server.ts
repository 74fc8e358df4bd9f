import type { Logger } from 'pino';
import { schemes, serverSpec, type Scheme } from '../model/lab/topology/topology';
import type { HostOptions } from './http/check-host';
import { createCdn } from './cdn/create-cdn';
import type { Ledger } from './cdn/ledger';
import { listen, type Listener } from './http/listen';
import { createSite } from './site/create-site';
import { secretOf } from './tls/secret';
import type { Certificates } from './tls/certificates';

interface ServerOptions extends HostOptions {
  /** The address to listen on. */
  readonly address: string;
  readonly certificates: Certificates;
  readonly log: Logger;
  readonly ledger?: Ledger;
  readonly app?: string | undefined;
  readonly ownScripts?: string | undefined;
}

/**
 * Starts one server of the topology, on its http and its https port.
 * @throws PortError where a port is taken; nothing is left listening then
 */
export async function startServer({
  server,
  ports,
  reachedBy = [],
  address,
  certificates,
  log,
  ledger,
  app: appHost,
  ownScripts,
}: ServerOptions): Promise<Listener[]> {
  const spec = serverSpec(server);
  const common = { server, ports, reachedBy, log, app: appHost, ...(ledger && { ledger }) };
  const { spki, key } = certificates;
  const app =
    spec.role === 'site'
      ? createSite({ ...common, spki, secret: secretOf(key), ownScripts })
      : createCdn(common);
  const started: Listener[] = [];
  try {
    for (const scheme of schemes) {
      const spoken: [Scheme, ...Scheme[]] = spec.twin ? ['http', 'https'] : [scheme];
      const port = ports[server][scheme];
      started.push(await listen({ app, address, port, schemes: spoken, certificates }));
    }
  } catch (error) {
    await Promise.all(started.map((listener) => listener.close(0)));
    throw error;
  }
  return started;
}
