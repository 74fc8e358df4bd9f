import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import {
  portsFrom,
  schemes,
  serverNames,
  serverSpec,
  type Ports,
  type Scheme,
  type ServerName,
} from '../model/topology';
import { createCdn } from './cdn/create-cdn';
import { findFreePorts } from './free-ports';
import { listen, type Listener } from './listen';
import { createSite } from './site/create-site';
import { loadCertificates, type Certificates } from './tls/certificates';

export interface LabOptions {
  /** The first of the lab's ports; 0 takes free ones. */
  readonly portBase: number;
  readonly log?: Logger;
  /** Where the certificates are kept between runs. */
  readonly tlsFolder?: string;
}

export interface Lab {
  readonly ports: Ports;
  /** SHA-256 of the leaf certificate's public key, base64. */
  readonly spki: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  /** Stops one server, as a crash would: at once, with its ledger. */
  stop(server: ServerName): Promise<void>;
  /** Stops all; safe to call again. */
  close(): Promise<void>;
}

const defaultTlsFolder = join(__dirname, '..', '.earshot', 'tls');

type Listeners = Map<ServerName, Listener[]>;

async function startServer(
  server: ServerName,
  ports: Ports,
  certificates: Certificates,
  log: Logger,
): Promise<Listener[]> {
  const spec = serverSpec(server);
  const { spki } = certificates;
  const common = { server, ports, log };
  const app = spec.role === 'site' ? createSite({ ...common, spki }) : createCdn(common);
  const started: Listener[] = [];
  for (const scheme of schemes) {
    const spoken: [Scheme, ...Scheme[]] = spec.twin ? ['http', 'https'] : [scheme];
    const options = { app, address: '127.0.0.1', port: ports[server][scheme], schemes: spoken, certificates };
    started.push(await listen(options));
  }
  return started;
}

/**
 * The embedded lab: every origin of the topology in this process, on loopback.
 * @throws PortError where a port is taken; nothing is left listening then
 */
export async function startLab({
  portBase,
  log = pino({ level: 'silent' }),
  tlsFolder = defaultTlsFolder,
}: LabOptions): Promise<Lab> {
  const [certificates, ports] = await Promise.all([
    loadCertificates(tlsFolder),
    portBase === 0 ? findFreePorts() : portsFrom(portBase),
  ]);
  const running: Listeners = new Map();
  const closeAll = async (grace?: number): Promise<void> => {
    const listeners = [...running.values()].flat();
    running.clear();
    await Promise.all(listeners.map((listener) => listener.close(grace)));
  };
  try {
    for (const server of serverNames)
      running.set(server, await startServer(server, ports, certificates, log));
  } catch (error) {
    await closeAll(0);
    throw error;
  }
  log.info({ ports }, 'the lab stands');

  return {
    ports,
    spki: certificates.spki,
    ca: certificates.ca,
    async stop(server) {
      const listeners = running.get(server) ?? [];
      running.delete(server);
      await Promise.all(listeners.map((listener) => listener.close(0)));
    },
    close: () => closeAll(),
  };
}
