import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Policy } from '../../model/lab/policies/policy';
import { BadRequest } from '../http/errors';
import { sendJson } from '../http/send-json';

const cookieName = 'session';
const cookieValue = 'listener';

/** Logs the listener in: the answer sets the session cookie, for this policy's own paths alone. */
export function logIn(req: Request, res: Response, policy: Policy): void {
  const { session } = policy;
  if (!session) throw new BadRequest(404, 'url', req.originalUrl, 'this policy knows no session');
  const { sameSite, secure, partitioned } = session;
  const cookie = stringifySetCookie({
    name: cookieName,
    value: cookieValue,
    path: `${req.baseUrl}/`,
    httpOnly: true,
    ...(sameSite && { sameSite: sameSite.toLowerCase() as Lowercase<typeof sameSite> }),
    ...(secure !== undefined && { secure }),
    ...(partitioned !== undefined && { partitioned }),
  });
  res.appendHeader('Set-Cookie', cookie);
  res.setHeader('Cache-Control', 'no-store');
  sendJson(res, { loggedIn: true });
}

/** @throws BadRequest 401 where the policy wants a session or an `Authorization` header and the request has none */
export function requireAccess(req: Request, res: Response, policy: Policy): void {
  if (policy.session && parseCookie(req.headers.cookie ?? '')[cookieName] !== cookieValue) {
    throw new BadRequest(401, 'Cookie', req.headers.cookie ?? null, `log in first: GET ${req.baseUrl}/login`);
  }
  if (policy.authorization && req.headers.authorization === undefined) {
    res.setHeader('WWW-Authenticate', 'Bearer');
    throw new BadRequest(401, 'Authorization', null, 'send an Authorization header');
  }
}
