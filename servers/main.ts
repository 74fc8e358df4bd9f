/** One server of the lab as a process of its own, told by its environment what it is. */
import { pino } from 'pino';
import { z } from 'zod';
import { defaultPortBase, portsFrom, serverNames } from '../model/lab/topology/topology';
import { startServer } from './start-server';
import { awaitCertificates, loadCertificates } from './tls/certificates';

const environment = z.object({
  EARSHOT_SERVER: z.enum(serverNames),
  EARSHOT_PORT_BASE: z.coerce.number().int().min(1).max(65_000).default(defaultPortBase),
  EARSHOT_ADDRESS: z.string().default('127.0.0.1'),
  EARSHOT_TLS_FOLDER: z.string(),
  EARSHOT_CERTIFICATES: z.enum(['make', 'await']).default('make'),
  EARSHOT_LOG_LEVEL: z.enum(['silent', 'error', 'info', 'debug']).default('info'),
});

async function main(): Promise<void> {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) throw new Error(`Failed to read the environment:\n${z.prettifyError(parsed.error)}`);
  const {
    EARSHOT_SERVER: server,
    EARSHOT_PORT_BASE: portBase,
    EARSHOT_ADDRESS: address,
    EARSHOT_TLS_FOLDER: tlsFolder,
    EARSHOT_CERTIFICATES: certificatesAre,
    EARSHOT_LOG_LEVEL: level,
  } = parsed.data;
  const log = pino({ level });
  const load = certificatesAre === 'make' ? loadCertificates : awaitCertificates;
  const certificates = await load(tlsFolder);
  const ports = portsFrom(portBase);
  const listeners = await startServer({ server, ports, address, certificates, log });
  log.info({ server, address, ports: ports[server] }, 'the server stands');
  const stop = (signal: string): void => {
    log.info({ server, signal }, 'the server stops');
    void Promise.all(listeners.map((listener) => listener.close())).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
