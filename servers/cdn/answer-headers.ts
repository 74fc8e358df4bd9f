import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import type { HeaderLine, Policy } from '../../model/policies/policy';
import { domains, hostName, originOf, type Domain, type Ports } from '../../model/topology';

/** The domain that a request was asked under; by IP address or an unknown name it is `test`. */
export function domainOf(req: Request): Domain {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return domains.find((domain) => host.endsWith(`.${domain}`)) ?? 'test';
}

function fillIn(value: string, req: Request, ports: Ports): string {
  if (!value.includes('{')) return value;
  const domain = domainOf(req);
  return value
    .replaceAll('{player}', originOf(ports, 'player', 'http', domain))
    .replaceAll('{player-https}', originOf(ports, 'player', 'https', domain))
    .replaceAll('{player-host}', `${hostName('player', domain)}:${ports.player.http}`)
    .replaceAll('{origin}', () => req.headers.origin ?? '');
}

/** Adds header lines by hand: a name that is there already, or comes again, is sent as so many lines, in order. */
export function addHeaderLines(
  req: Request,
  res: Response,
  ports: Ports,
  lines: readonly HeaderLine[] = [],
): void {
  for (const [name, value] of lines) res.appendHeader(name, fillIn(value, req, ports));
}

function corsOptions(options: NonNullable<Policy['cors']>, domain: Domain, ports: Ports): cors.CorsOptions {
  const { origin, allowedHeaders, exposedHeaders, ...rest } = options;
  const allowlist = [originOf(ports, 'player', 'http', domain), originOf(ports, 'player', 'https', domain)];
  return {
    ...rest,
    preflightContinue: true,
    origin: origin === '*' ? '*' : origin === 'any' ? true : allowlist,
    ...(allowedHeaders && { allowedHeaders: [...allowedHeaders] }),
    ...(exposedHeaders && { exposedHeaders: [...exposedHeaders] }),
  };
}

/** The `cors` package as this policy configures it. It sets the headers of a preflight too, and leaves it to be answered. */
export function createCorsHandlers(ports: Ports): (policy: Policy, req: Request) => RequestHandler {
  const handlers = new WeakMap<Policy, Partial<Record<Domain, RequestHandler>>>();
  return (policy, req) => {
    if (!policy.cors) return (_req, _res, next) => next();
    const domain = domainOf(req);
    const byDomain = handlers.get(policy) ?? {};
    handlers.set(policy, byDomain);
    return (byDomain[domain] ??= cors(corsOptions(policy.cors, domain, ports)));
  };
}
