import { z } from 'zod';
import { cacheModes, redirectModes, type FetchOptions } from '../standards/exchange-case';
import { addressSpaces } from '../standards/ip-address-space';
import { requestBodies } from '../standards/request-body';
import { referrerPolicies } from '../standards/referrer-policy';
import type { ShapeOf } from './shape-of';

/** Fields for the options of a `fetch()`. */
export const fetchOptionFields = {
  redirect: z.enum(redirectModes).nullish(),
  cache: z.enum(cacheModes).nullish(),
  referrerPolicy: z.enum(['', ...referrerPolicies]).nullish(),
  keepalive: z.boolean().nullish(),
  targetAddressSpace: z.enum(addressSpaces).nullish(),
  integrity: z.string().nullish(),
  body: z.enum(requestBodies).nullish(),
  bodyType: z.string().nullish(),
  duplex: z.literal('half').nullish(),
  api: z.enum(['fetch', 'xhr']).nullish(),
  uploadListener: z.boolean().nullish(),
} satisfies ShapeOf<FetchOptions>;
