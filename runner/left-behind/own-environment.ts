import { join } from 'node:path';
import { ownerVariable } from './end-with-us';

/**
 * Variables for a browser that has a folder of ours: it is marked as its own, and libpulse has its files in it. Where nobody
 * is logged in (no `XDG_RUNTIME_DIR`), libpulse would make a folder in the temporary one, and leave it there for good, with a
 * link to it at home (https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/Files/).
 */
export const ownEnvironment = (
  folder: string,
  { XDG_RUNTIME_DIR, PULSE_RUNTIME_PATH }: NodeJS.ProcessEnv = process.env,
): Record<string, string> => ({
  [ownerVariable]: folder,
  ...(!XDG_RUNTIME_DIR && !PULSE_RUNTIME_PATH && { PULSE_RUNTIME_PATH: join(folder, 'pulse') }),
});
