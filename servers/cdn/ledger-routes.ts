import cors from 'cors';
import express, { Router } from 'express';
import { z } from 'zod';
import { domains, originOf, schemes, type Ports } from '../../model/topology';
import { BadRequest } from './errors';
import type { Ledger } from './ledger';

const token = z.string().regex(/^[\w-]{1,64}$/);
const readBody = z.strictObject({ tokens: z.array(token).max(10_000) });

/**
 * `POST /ledger` with `{ tokens }`, for the runner; `GET /ledger/<token>`, for the lab's own pages.
 * Both answer `{ instance, forgotten, exchanges }`; `instance` changes when the server starts anew.
 */
export function ledgerRoutes(ledger: Ledger, instance: string, ports: Ports): Router {
  const router = Router();
  const answer = (tokens: string[]) => ({
    instance,
    forgotten: ledger.forgotten,
    lost: [],
    exchanges: ledger.read(tokens),
  });
  const players = domains.flatMap((domain) =>
    schemes.map((scheme) => originOf(ports, 'player', scheme, domain)),
  );

  router.post('/ledger', express.json({ limit: '1mb' }), (req, res) => {
    const body = readBody.safeParse(req.body);
    if (!body.success)
      throw new BadRequest(
        400,
        'body',
        req.body,
        'want { "tokens": [ … ] }, each of up to 64 of A-Z a-z 0-9 _ -',
      );
    res.json(answer(body.data.tokens));
  });
  router.get('/ledger/:token', cors({ origin: players }), (req, res) => {
    const asked = token.safeParse(req.params.token);
    if (!asked.success)
      throw new BadRequest(400, 'token', req.params.token, 'want up to 64 of A-Z a-z 0-9 _ -');
    res.set('Cache-Control', 'no-store').json(answer([asked.data]));
  });
  return router;
}
