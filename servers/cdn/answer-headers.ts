import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import { allowlistOf } from '../../model/lab/policies/predict-answer';
import {
  filledLines,
  lineTooLong,
  maxFilledLines,
  maxFilledValue,
  type Surroundings,
} from '../../model/lab/policies/header-lines';
import type { Policy } from '../../model/lab/policies/policy';
import type { HeaderLine } from '../../model/http/headers';
import { domains, type Domain } from '../../model/lab/topology/topology';
import { BadRequest } from '../http/errors';

const underDomain = (host: string): Domain | undefined => {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return domains.find((domain) => name.endsWith(`.${domain}`));
};

/** The domain that a request was asked under; by a name that is not under one it is `test`. */
export const domainOf = ({ headers }: Request): Domain => underDomain(headers.host ?? '') ?? 'test';

/**
 * The domain whose player the headers name: the one that is asked under. `127.0.0.1` is under none, so there it is that
 * of the page that asks.
 */
const namedDomain = (req: Request): Domain =>
  underDomain(req.headers.host ?? '') ?? underDomain(req.headers.origin ?? '') ?? 'test';

/** What a CDN knows of the player, whatever it is asked under. */
type Around = Omit<Surroundings, 'domain'>;

/**
 * The lines that a policy sets by hand, filled in.
 * @throws BadRequest 431 where they are too long so
 */
export function linesByHand(
  req: Request,
  policy: Policy,
  isPreflight: boolean,
  { ports, app }: Around,
): HeaderLine[] {
  const asked = { isPreflight, origin: req.headers.origin ?? null };
  const lines = filledLines(policy, asked, { domain: namedDomain(req), ports, app });
  const long = lineTooLong(lines);
  if (!long) return lines;
  const bounds = `a value may have ${maxFilledValue} characters, and all lines ${maxFilledLines}`;
  throw new BadRequest(431, long[0], long[1], `is too long once its placeholders are filled in: ${bounds}`);
}

/** Adds header lines by hand: a name that is there already, or comes again, is sent as so many lines, in order. */
export function addHeaderLines(res: Response, lines: readonly HeaderLine[]): void {
  for (const [name, value] of lines) res.appendHeader(name, value);
}

function corsOptions(options: NonNullable<Policy['cors']>, surroundings: Surroundings): cors.CorsOptions {
  const { origin, allowedHeaders, exposedHeaders, ...rest } = options;
  return {
    ...rest,
    preflightContinue: true,
    origin: origin === '*' ? '*' : origin === 'any' ? true : allowlistOf(surroundings),
    ...(allowedHeaders && { allowedHeaders: [...allowedHeaders] }),
    ...(exposedHeaders && { exposedHeaders: [...exposedHeaders] }),
  };
}

/** The `cors` package as this policy configures it. It sets the headers of a preflight too, and leaves it to be answered. */
export function createCorsHandlers({ ports, app }: Around): (policy: Policy, req: Request) => RequestHandler {
  const handlers = new WeakMap<Policy, Partial<Record<Domain, RequestHandler>>>();
  return (policy, req) => {
    if (!policy.cors) return (_req, _res, next) => next();
    const domain = namedDomain(req);
    const byDomain = handlers.get(policy) ?? {};
    handlers.set(policy, byDomain);
    return (byDomain[domain] ??= cors(corsOptions(policy.cors, { domain, ports, app })));
  };
}
