import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerName } from '../../model/lab/topology/topology';

/** The bytes of a server's audio file, straight from the disk. */
export const audioBytes = (server: ServerName, file: string): Buffer =>
  readFileSync(join(__dirname, '..', '..', 'servers', 'audio', 'files', server, file));
