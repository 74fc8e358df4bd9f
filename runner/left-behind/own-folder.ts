import { lstat, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { endWithUs, profileName } from './end-with-us';
import { hasEnded, ownProcessName, processNamePattern } from './process-name';

const purposes = ['browser', 'page', 'cache', 'server'] as const;
type Purpose = (typeof purposes)[number];

const ownName = new RegExp(`^earshot-(?:${purposes.join('|')})-(${processNamePattern})-\\w{6}$`);

/** Chromium has a folder for a socket beside its profile, in the temporary folder, which stays where it is killed. */
async function removeSocketFolder(path: string): Promise<void> {
  const socket = await readlink(join(path, profileName, 'SingletonSocket')).catch(() => '');
  const folder = dirname(socket);
  if (/^org\.chromium\.Chromium\.\w{6}$/.test(basename(folder)))
    await rm(folder, { recursive: true, force: true });
}

async function remove(path: string): Promise<void> {
  await removeSocketFolder(path);
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes the folders whose makers were killed, with whoever watched over them. */
async function removeLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = ownName.exec(name)?.[1];
    if (maker === undefined || !hasEnded(maker)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => null);
    const isOurs = stats?.isDirectory() === true && stats.uid === (process.getuid?.() ?? stats.uid);
    if (isOurs) await remove(path).catch(() => undefined);
  }
}

let cleaned: Promise<void> | undefined;

export interface OwnFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/**
 * Makes a folder in the temporary folder that nobody else can read. It goes when it is removed, when this process ends, or
 * else with the first one that is made by a later process.
 */
export async function makeOwnFolder(purpose: Purpose): Promise<OwnFolder> {
  const parent = tmpdir();
  await (cleaned ??= removeLeftBehind(parent).catch(() => undefined));
  const path = await mkdtemp(join(parent, `earshot-${purpose}-${ownProcessName}-`));
  const callOff = endWithUs({ folder: path });
  return {
    path,
    async remove() {
      await remove(path);
      callOff();
    },
  };
}
