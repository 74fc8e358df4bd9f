import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownerVariable } from '../../runner/left-behind/end-with-us';
import { makeOwnFolder } from '../../runner/left-behind/own-folder';
import { until } from '../../runner/waiting/until';

const template = join(__dirname, '..', '..', 'servers', 'cache', 'default.conf.template');
/** Where Debian has it: not on everybody's PATH. */
const programs = ['nginx', '/usr/sbin/nginx'];
const startBound = 60_000;

/** The nginx of this system; null if there is none. */
export const findNginx = (): string | null =>
  programs.find((program) => spawnSync(program, ['-v']).status === 0) ?? null;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The project's configuration, in a main one that writes nothing outside `folder`. */
function configure(folder: string, port: number, upstream: string): string {
  const values: Record<string, string> = {
    CACHE_FOLDER: join(folder, 'cache'),
    CACHE_LISTEN: `127.0.0.1:${port}`,
    CACHE_UPSTREAM: upstream,
  };
  const server = readFileSync(template, 'utf8').replace(/\$\{(\w+)\}/g, (_, name: string) => values[name]!);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return [
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr;`,
    `events {}`,
    `http { access_log off; ${temporary.join(' ')}`,
    server,
    '}',
  ].join('\n');
}

export interface SharedCache {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Starts nginx as a shared cache in front of `upstream` (host:port), on a free port of loopback.
 * @throws Error with what nginx said, where it does not answer in time
 */
export async function startSharedCache(nginx: string, upstream: string): Promise<SharedCache> {
  const { path: folder, remove } = await makeOwnFolder('cache');
  const port = await findFreePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configure(folder, port, upstream));
  const child = spawn(nginx, ['-p', folder, '-e', 'stderr', '-c', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, [ownerVariable]: folder },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  const close = async () => {
    child.kill('SIGQUIT');
    await ended;
    await remove();
  };
  const why = `Failed to start ${nginx} as a cache: it did not answer at port ${port}`;
  const answers = until(startBound, why, async () => {
    if (child.exitCode !== null) throw new Error(`${why}: it ended`);
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    return answer?.ok ? true : undefined;
  });
  try {
    await answers;
    return { port, close };
  } catch (error) {
    await close();
    throw new Error(`${(error as Error).message}. It said:\n${said}`, { cause: error });
  }
}
