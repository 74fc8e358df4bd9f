import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import cors from 'cors';
import express, { Router, type Response } from 'express';
import { z } from 'zod';
import type { Exchange, LedgerAnswer } from '../../model/evidence/exchange';
import { domains, originOf, schemes, type Ports } from '../../model/lab/topology/topology';
import { atMost } from './at-most';
import { BadRequest } from '../http/errors';
import type { Ledger } from './ledger';

const token = z.string().regex(/^[\w-]{1,64}$/);
const readBody = z.strictObject({ tokens: z.array(token).max(10_000) });

/** Questions of many tokens at once: each may hold some megabytes while it is answered. */
const maxQuestions = 32;
/** Exchanges in a piece of an answer. */
const pieceSize = 64;

/** The pieces of a JSON object: `fields`, then `exchanges`, which are read as they are sent. */
function* jsonInPieces(
  fields: Omit<LedgerAnswer, 'exchanges'>,
  exchanges: Iterable<Exchange>,
): Generator<string, undefined> {
  let piece = `${JSON.stringify(fields).slice(0, -1)},"exchanges":[`;
  let count = 0;
  for (const exchange of exchanges) {
    piece += (count > 0 ? ',' : '') + JSON.stringify(exchange);
    count += 1;
    if (count % pieceSize > 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]}`;
  return undefined;
}

/**
 * `POST /ledger` with `{ tokens }`, for the runner; `GET /ledger/<token>`, for the lab's own pages.
 * Both answer `{ instance, forgotten, lost, exchanges }`: `instance` changes when the server starts again, `forgotten`
 * counts the tokens that made way for newer ones, and `lost` are those of the asked tokens of which something is missing.
 */
export function ledgerRoutes(ledger: Ledger, instance: string, ports: Ports): Router {
  const router = Router();
  const answer = async (res: Response, tokens: string[]): Promise<void> => {
    const fields = { instance, forgotten: ledger.forgotten, lost: ledger.lost(tokens) };
    const pieces = jsonInPieces(fields, ledger.read(tokens));
    const first = pieces.next().value!;
    const second = pieces.next();
    res.type('json');
    if (second.done) return void res.end(first);
    res.write(first + second.value);
    // A reader that goes away is no fault.
    await pipeline(Readable.from(pieces), res).catch(() => res.destroy());
  };
  const players = domains.flatMap((domain) =>
    schemes.map((scheme) => originOf(ports, 'player', scheme, domain)),
  );

  router.post('/ledger', atMost(maxQuestions), express.json({ limit: '1mb' }), async (req, res) => {
    const body = readBody.safeParse(req.body);
    if (!body.success)
      throw new BadRequest(
        400,
        'body',
        req.body,
        'want { "tokens": [ … ] }, each of up to 64 of A-Z a-z 0-9 _ -',
      );
    await answer(res, body.data.tokens);
  });
  router.get('/ledger/:token', cors({ origin: players }), async (req, res) => {
    const asked = token.safeParse(req.params.token);
    if (!asked.success)
      throw new BadRequest(400, 'token', req.params.token, 'want up to 64 of A-Z a-z 0-9 _ -');
    res.set('Cache-Control', 'no-store');
    await answer(res, [asked.data]);
  });
  return router;
}
