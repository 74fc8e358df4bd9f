import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestHandler } from 'express';
import { linesOf } from '../../model/http/headers';
import { isHopByHop } from '../../model/http/hop-by-hop';
import { BadRequest } from '../http/errors';

/** The header lines of an answer, as the page's own origin would have sent them: redirects lead back to it. */
const linesBack = (answer: IncomingMessage, from: string, to: string): string[] =>
  linesOf(answer.rawHeaders)
    .filter(([name]) => !isHopByHop(name))
    .flatMap(([name, value]) => {
      const isThere = /^location$/i.test(name) && `${value}/`.startsWith(`${from}/`);
      return [name, isThere ? to + value.slice(from.length) : value];
    });

/** Answers what another server answers, which is asked under its own name, as a proxy in front of it would. */
export function passOn(target: string): RequestHandler {
  const { protocol, hostname, port, host, origin } = new URL(target);
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  return (req, res, next) => {
    const { originalUrl: path, method } = req;
    const own = `${req.secure ? 'https' : 'http'}://${req.headers.host ?? ''}`;
    const asked = send(
      // A server of development has a certificate of its own making.
      { hostname, port, path, method, headers: { ...req.headers, host }, rejectUnauthorized: false },
      (answer) => {
        for (const [name, value] of linesOf(linesBack(answer, origin, own))) res.appendHeader(name, value);
        res.writeHead(answer.statusCode ?? 502);
        answer.pipe(res);
      },
    );
    asked.once('error', ({ message }) => {
      next(new BadRequest(502, 'proxy', target, `does not answer: ${message}. Start it before the suite`));
    });
    res.once('close', () => asked.destroy());
    req.pipe(asked);
  };
}
