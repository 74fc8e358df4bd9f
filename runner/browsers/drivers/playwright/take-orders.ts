import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Cell } from '../../../../model/lab/plan/cell';
import type { Drained, Probe } from '../../../../model/evidence/probe';
import { ordersHost } from '../../session/network';

/** The window that the probe's script is in; evaluated in the page, so it must stand alone. */
declare const window: { earshot?: Probe };

/** What a probe is told to do: to start these loads, or to give what it has seen. */
type Order = { readonly start: Parameters<Probe['start']> } | { readonly drain: true };

/** Evaluated in each document before its scripts: the one with the probe asks the runner at `url` for orders, and does them. */
export function takeOrders(url: string): void {
  const ask = async (came: Drained | null): Promise<void> => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(came) });
    const order = (await answer.json()) as Order;
    if ('start' in order) {
      window.earshot!.start(...order.start);
      return ask(null);
    }
    return ask(await window.earshot!.drain());
  };
  const begin = () => {
    // The page may close at any time.
    if (window.earshot) ask(null).catch(() => undefined);
    else setTimeout(begin, 10);
  };
  begin();
}

/** The runner's side of {@link takeOrders}. One order is under way at a time. */
interface Orders {
  readonly url: string;
  /** Resolves once the probe has asked for the first time. */
  readonly ready: Promise<void>;
  readonly start: (cells: readonly Cell[], concurrency: number, patience: number) => Promise<void>;
  readonly drain: () => Promise<Drained>;
  readonly close: () => Promise<void>;
}

/** Listens on loopback, at a random path, for a probe that asks for its orders. */
export async function giveOrders(): Promise<Orders> {
  const path = `/${randomBytes(12).toString('base64url')}`;
  let held: ServerResponse | undefined;
  let settle: (came: string) => void = () => undefined;
  let begin: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (begin = resolve));
  const take = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    res.setHeader('Access-Control-Allow-Origin', '*');
    if (req.url !== path) return void res.writeHead(404).end();
    const came = await text(req);
    held = res;
    begin();
    settle(came);
  };
  const server = createServer((req, res) => void take(req, res).catch(() => res.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const give = async (order: Order): Promise<string> => {
    await ready;
    const came = new Promise<string>((resolve) => (settle = resolve));
    held?.end(JSON.stringify(order));
    return came;
  };
  return {
    url: `http://${ordersHost}:${(server.address() as AddressInfo).port}${path}`,
    ready,
    start: async (...start) => void (await give({ start })),
    drain: async () => JSON.parse(await give({ drain: true })) as Drained,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
