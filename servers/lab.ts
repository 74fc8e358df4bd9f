import { pino, type Logger } from 'pino';
import { portsFrom, serverNames, type Ports, type ServerName } from '../model/lab/topology/topology';
import { createLedger, type Ledger } from './cdn/ledger';
import { findFreePorts } from './free-ports';
import { secretOf } from './tls/secret';
import type { Listener } from './http/listen';
import { PortError } from './http/port-error';
import { startServer } from './start-server';
import { defaultTlsFolder, loadOrMakeCertificates, type Certificates } from './tls/certificates';

export interface LabOptions {
  /** The first of the lab's ports; 0 takes free ones. */
  readonly portBase: number;
  /** The address to listen on; loopback without it. */
  readonly address?: string;
  /** Names and addresses of this machine that another device reaches the lab by. */
  readonly reachedBy?: readonly string[];
  readonly log?: Logger;
  /** What each server writes down what it saw in; a ledger with the usual limits without it. */
  readonly ledgerOf?: (server: ServerName) => Ledger;
  /** A folder whose scripts the sites serve under `/lab/own/`: a player of somebody's own. */
  readonly ownScripts?: string | undefined;
  /** Where the certificates are kept between runs; where that cannot be, each run has its own. */
  readonly tlsFolder?: string;
  /** Those that the servers have; without them, what is in the folder. */
  readonly certificates?: Certificates;
  /** A host whose pages, at the default ports, the policies of the CDNs know for the player's. */
  readonly app?: string;
}

export interface Lab {
  readonly ports: Ports;
  /** SHA-256 of the leaf certificate's public key, base64. */
  readonly spki: string;
  /** What opens the pages that are there to be misused. */
  readonly secret: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  /** Stops one server, as a crash would: at once, with its ledger. */
  stop(server: ServerName): Promise<void>;
  /** Stops all; safe to call again. */
  close(): Promise<void>;
}

type Listeners = Map<ServerName, Listener[]>;

async function closeAll(running: Listeners, grace?: number): Promise<void> {
  const listeners = [...running.values()].flat();
  running.clear();
  await Promise.all(listeners.map((listener) => listener.close(grace)));
}

interface Common {
  readonly address: string;
  readonly reachedBy: readonly string[];
  readonly certificates: Certificates;
  readonly log: Logger;
  readonly ledgerOf: (server: ServerName) => Ledger;
  readonly app: string | undefined;
  readonly ownScripts: string | undefined;
}

async function startServers(ports: Ports, { ledgerOf, ...common }: Common): Promise<Listeners> {
  const running: Listeners = new Map();
  try {
    for (const server of serverNames) {
      running.set(server, await startServer({ server, ports, ledger: ledgerOf(server), ...common }));
    }
  } catch (error) {
    await closeAll(running, 0);
    throw error;
  }
  return running;
}

/** Starts on free ports; chooses again if another process took one first. */
async function startOnFreePorts(common: Common, attempts = 5): Promise<[Ports, Listeners]> {
  const ports = await findFreePorts();
  try {
    return [ports, await startServers(ports, common)];
  } catch (error) {
    if (attempts === 1 || !(error instanceof PortError)) throw error;
    return startOnFreePorts(common, attempts - 1);
  }
}

/**
 * The embedded lab: every origin of the topology in this process.
 * @throws PortError where a port is taken; nothing is left listening then
 */
export async function startLab({
  portBase,
  address = '127.0.0.1',
  reachedBy = [],
  log = pino({ level: 'silent' }),
  tlsFolder = defaultTlsFolder,
  ledgerOf = createLedger,
  app,
  ownScripts,
  ...given
}: LabOptions): Promise<Lab> {
  const certificates = given.certificates ?? (await loadOrMakeCertificates(tlsFolder));
  const common = { address, reachedBy, certificates, log, ledgerOf, app, ownScripts };
  const fixed = portsFrom(portBase);
  const [ports, running] =
    portBase === 0 ? await startOnFreePorts(common) : [fixed, await startServers(fixed, common)];
  log.info({ ports }, 'the lab stands');

  return {
    ports,
    spki: certificates.spki,
    secret: secretOf(certificates.key),
    ca: certificates.ca,
    async stop(server) {
      const listeners = running.get(server) ?? [];
      running.delete(server);
      await Promise.all(listeners.map((listener) => listener.close(0)));
    },
    close: () => closeAll(running),
  };
}
