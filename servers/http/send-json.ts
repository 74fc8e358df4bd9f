import type { Response } from 'express';

/** Sends JSON. Unlike Express's own `json`, it leaves any `Content-Type` that a policy set by hand as it is. */
export function sendJson(res: Response, body: object): void {
  const text = JSON.stringify(body);
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}
