import { linkField, type Task } from '../../model/link';
import type { Drained } from '../../model/probe';

/** The runner that gave this page's link, which listens on the page's own host. */
export interface Runner {
  hello(): Promise<void>;
  task(): Promise<Task>;
  send(drained: Drained): Promise<void>;
}

/** @throws Error where the runner does not answer, or refuses */
async function ask(url: string, body?: unknown): Promise<Response> {
  const post = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  let answer: Response;
  try {
    answer = await fetch(url, body === undefined ? {} : post);
  } catch {
    throw new Error('The runner does not answer. Is "earshot open" still running?');
  }
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

/** @throws Error where the page's address names no runner */
export function findRunner({ search, protocol, hostname }: Location): Runner {
  const at = new URLSearchParams(search).get(linkField) ?? '';
  const [, port, token] = /^(\d+)\.([\w-]+)$/.exec(at) ?? [];
  if (!port || !token)
    throw new Error('This address is not whole: open the link that "earshot open" prints.');
  const base = `${protocol}//${hostname}:${port}/${token}`;
  return {
    hello: () => ask(`${base}/hello`, { userAgent: navigator.userAgent }).then(() => undefined),
    task: () => ask(`${base}/task`).then((answer) => answer.json() as Promise<Task>),
    send: (drained) => ask(`${base}/evidence`, drained).then(() => undefined),
  };
}
