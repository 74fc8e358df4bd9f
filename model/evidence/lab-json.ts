import { z } from 'zod';
import { serverNames } from '../lab/topology/topology';

const port = z.int().min(1).max(65_535);

/** The ports of a lab, by server and scheme. */
export const portsSchema = z
  .record(z.enum(serverNames), z.object({ http: port, https: port }).readonly())
  .readonly();

/** `lab.json` of the player's server: where a lab is, and what opens it. */
export const labJson = z
  .object({
    ports: portsSchema,
    spki: z.string().describe("SHA-256 of the public key of the lab's leaf certificate, base64"),
    secret: z.string().describe('opens the pages of the lab that are there to be misused'),
  })
  .readonly();
export type LabJson = z.infer<typeof labJson>;
