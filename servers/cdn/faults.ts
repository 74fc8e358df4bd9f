import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import type { Policy } from '../../model/lab/policies/policy';

/** Ends the connection with a TCP reset where the socket can, as a crashed or firewalled server does. */
function reset(res: Response): void {
  const { socket } = res;
  if (!socket) return;
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}

async function trickle(res: Response, body: Buffer, pieces: number, ms: number): Promise<void> {
  const size = Math.ceil(body.length / pieces);
  for (let at = 0; at < body.length && !res.destroyed; at += size) {
    res.write(body.subarray(at, at + size));
    await wait(ms);
  }
  res.end();
}

/** Hangs up on a preflight where the policy does. @returns whether it did */
export function hangsUpOnPreflight({ fault }: Policy, res: Response): boolean {
  const hangsUp = fault?.kind === 'reset' && fault.after === 'preflight';
  if (hangsUp) reset(res);
  return hangsUp;
}

/** Faults that strike before there is an answer: `delay`, and `reset` after the request. */
export function strikeBeforeAnswer(policy: Policy, res: Response, next: Parameters<RequestHandler>[2]): void {
  const { fault } = policy;
  if (fault?.kind === 'reset' && fault.after === 'request') {
    reset(res);
  } else if (fault?.kind === 'delay') {
    const timer = setTimeout(next, fault.ms);
    res.once('close', () => clearTimeout(timer));
  } else {
    next();
  }
}

/** Sends a body, whole or under the fault that strikes in the middle of it. */
export function sendWithFault(res: Response, body: Buffer, fault: Policy['fault']): void {
  const half = body.subarray(0, body.length >> 1);
  if (fault?.kind === 'truncate') res.write(half, () => res.socket?.end());
  else if (fault?.kind === 'reset' && fault.after === 'half') res.write(half, () => reset(res));
  else if (fault?.kind === 'trickle') void trickle(res, body, fault.pieces, fault.ms);
  else res.end(body);
}
