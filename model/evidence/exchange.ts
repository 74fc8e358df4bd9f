import { z } from 'zod';
import { schemes, serverNames } from '../lab/topology/topology';
import { headerLine } from './header-line';

/** One request and its answer, as a server saw them. */
export const exchange = z
  .strictObject({
    token: z.string(),
    server: z.enum(serverNames),
    at: z
      .number()
      .describe('when the request came, in milliseconds of a steady clock that all servers share'),
    scheme: z.enum(schemes),
    method: z.string(),
    host: z.string(),
    path: z.string().describe('path and query'),
    requestHeaders: z
      .record(z.string(), z.string())
      .readonly()
      .describe('those that matter here, by lower-case name'),
    status: z.int().nullable().describe('null: the connection ended before an answer'),
    responseHeaders: z.array(headerLine).readonly(),
    complete: z.boolean().describe('the answer was sent to its end'),
    broken: z
      .literal(true)
      .exactOptional()
      .describe('its connection ended, and the same request came again on another'),
  })
  .readonly();
export type Exchange = z.infer<typeof exchange>;

/** What a ledger answers. */
export const ledgerAnswer = z
  .object({
    instance: z.string().describe('another one each time that the server starts'),
    forgotten: z.int().describe('how many tokens made way for newer ones'),
    lost: z
      .array(z.string())
      .readonly()
      .describe('tokens of those asked for under which the server has dropped something'),
    exchanges: z.array(exchange).readonly(),
  })
  .readonly();
export type LedgerAnswer = z.infer<typeof ledgerAnswer>;
