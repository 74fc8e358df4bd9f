import type { RequestHandler } from 'express';
import { BadRequest } from '../http/errors';

/** Lets `count` requests through at once, each until its answer has ended; another one is a 503. */
export function atMost(count: number): RequestHandler {
  let underWay = 0;
  return (req, res, next) => {
    if (underWay >= count) {
      res.set('Retry-After', '1');
      next(new BadRequest(503, 'url', req.originalUrl, `${count} of these are being answered; ask again`));
      return;
    }
    underWay += 1;
    res.once('close', () => (underWay -= 1));
    next();
  };
}
