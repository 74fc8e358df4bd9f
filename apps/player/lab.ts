import { z } from 'zod';
import { portsSchema } from '../../model/evidence/lab-json';
import { pageOrigin, type PageId } from '../../model/lab/topology/pages';
import { clientOf, type Client } from '../../model/standards/client';
import {
  domains,
  originOf,
  type Ports,
  type Scheme,
  type ServerName,
} from '../../model/lab/topology/topology';

/** The lab as this page sees it: where each server is, under the page's own scheme and domain. */
export interface Lab {
  readonly origin: (server: ServerName) => string;
  readonly ports: Ports;
  /** This page, as the oracle sees it. */
  readonly client: Client;
  /** The page of the lab that this one is; null under a name that no page of the lab has. */
  readonly page: PageId | null;
  /** The page has one of the player's own names: others may not read the ledgers. */
  readonly mayReadLedgers: boolean;
  /** Where the page ought to be opened. */
  readonly home: string;
}

/** The pages that a person may open: those of the player's own names, without policies. */
const pages = ['http', 'https', 'http-localhost'] as const satisfies readonly PageId[];

const bound = 10_000;

function parsePorts(answer: unknown): Ports {
  const parsed = z.object({ ports: portsSchema }).safeParse(answer);
  if (parsed.success) return parsed.data.ports;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`${path.join('.') || 'its root'}: ${message}`);
}

/** Asks the page's own server for the lab's ports. @throws Error that says what to do */
export async function findLab(): Promise<Lab> {
  let ports: Ports;
  try {
    const response = await fetch('lab.json', { signal: AbortSignal.timeout(bound) });
    if (!response.ok) throw new Error(`the answer was ${response.status}`);
    ports = parsePorts(await response.json());
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Failed to read lab.json, which says where the CDNs are: ${cause}. Start the lab (npm start), then reload.`,
      { cause: error },
    );
  }
  const { hostname, protocol, origin } = location;
  const scheme: Scheme = protocol === 'https:' ? 'https' : 'http';
  // By IP address there is no domain; *.localhost resolves everywhere.
  const domain = domains.find((name) => hostname.endsWith(`.${name}`)) ?? 'localhost';
  const home = originOf(ports, 'player', scheme, domain);
  return {
    origin: (server) => originOf(ports, server, scheme, domain),
    ports,
    client: clientOf({ origin }),
    page: pages.find((id) => pageOrigin(ports, id) === origin) ?? null,
    mayReadLedgers: origin === home,
    home,
  };
}

/** Whether a server answers at all. Mode `no-cors`: this asks for life, not for permission. */
export async function isReachable(origin: string): Promise<boolean> {
  try {
    await fetch(`${origin}/health`, {
      mode: 'no-cors',
      cache: 'no-store',
      signal: AbortSignal.timeout(3_000),
    });
    return true;
  } catch {
    return false;
  }
}

/** A CDN that is down, told as that. */
export const silentCdn = (origin: string): string =>
  `The CDN does not answer at ${origin}: is the lab still running?`;
