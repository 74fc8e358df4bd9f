import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import { allowlistOf, fillIn } from '../../model/policies/answer';
import type { HeaderLine, Policy } from '../../model/policies/policy';
import { domains, type Domain, type Ports } from '../../model/topology';

/** The domain that a request was asked under; by a name that is not under one it is `test`. */
export function domainOf(req: Request): Domain {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return domains.find((domain) => host.endsWith(`.${domain}`)) ?? 'test';
}

/** Adds header lines by hand: a name that is there already, or comes again, is sent as so many lines, in order. */
export function addHeaderLines(
  req: Request,
  res: Response,
  ports: Ports,
  lines: readonly HeaderLine[] = [],
): void {
  const surroundings = { domain: domainOf(req), ports };
  for (const [name, value] of lines) {
    res.appendHeader(name, fillIn(value, req.headers.origin ?? null, surroundings));
  }
}

function corsOptions(options: NonNullable<Policy['cors']>, domain: Domain, ports: Ports): cors.CorsOptions {
  const { origin, allowedHeaders, exposedHeaders, ...rest } = options;
  return {
    ...rest,
    preflightContinue: true,
    origin: origin === '*' ? '*' : origin === 'any' ? true : allowlistOf({ domain, ports }),
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
