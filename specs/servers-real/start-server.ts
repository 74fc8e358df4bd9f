import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../runner/waiting/until';
import { ownerVariable } from '../../runner/left-behind/end-with-us';
import { makeOwnFolder } from '../../runner/left-behind/own-folder';

/** Where a server finds and puts its things. */
export interface Place {
  /** Its own folder, with empty folders `tmp` and `log` in it. */
  readonly folder: string;
  /** The folder of its songs: `tone.mp3`. */
  readonly songs: string;
  /** A free port of loopback, to listen on. */
  readonly port: number;
  /** The port of a server behind it. */
  readonly upstream: number;
}

/** A program, and the files it reads. */
export interface Setting {
  readonly program: string;
  readonly args: readonly string[];
  /** Their text by name; `songs/…` is served. */
  readonly files: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it is run as whoever runs the specs, root too. */
  readonly asOurselves?: true;
}

export interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
  /** How a program ended that nobody had closed; it may be refused connections just before that is known. */
  readonly whyEnded?: () => Promise<string | undefined>;
}

/** How long a program takes at most from its last connection to its end. Milliseconds. */
const longestEnd = 1000;

/** Nobody: some servers refuse to run as root, and none needs to. */
const nobody = 65534;
const asNobody = process.getuid?.() === 0;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  const listening = await Promise.race([
    once(socket, 'connect').then(() => true as const),
    once(socket, 'error').then(() => undefined),
  ]).catch(() => undefined);
  socket.destroy();
  return listening;
}

async function give(path: string): Promise<void> {
  await chown(path, nobody, nobody);
  for (const entry of await readdir(path, { withFileTypes: true }))
    await (entry.isDirectory() ? give : (each: string) => chown(each, nobody, nobody))(
      join(path, entry.name),
    );
}

/** A tone: what asks for it may be a browser. */
export const song = readFileSync(join(__dirname, '..', '..', 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));

/**
 * Starts a server in a folder of its own, as an ordinary user, and waits until it listens.
 * @throws Error with what it said, if it ends or does not listen in time
 */
export async function startServer(
  upstream: number,
  settingOf: (place: Place) => Setting | Promise<Setting>,
): Promise<RunningServer> {
  const { path: folder, remove } = await makeOwnFolder('server');
  const place: Place = { folder, songs: join(folder, 'songs'), port: await findFreePort(), upstream };
  const { program, args, files, env, asOurselves } = await settingOf(place);
  for (const name of ['tmp', 'log', 'songs']) await mkdir(join(folder, name));
  await writeFile(join(place.songs, 'tone.mp3'), song);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await chmod(folder, 0o755);
  const other = asNobody && !asOurselves;
  if (other) await give(folder);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, HOME: folder, ...env, [ownerVariable]: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(other && { uid: nobody, gid: nobody }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').catch((error: unknown) => (said += String(error)));
  let isClosing = false;
  let ending: string | undefined;
  child.once('exit', (code, signal) => {
    if (!isClosing) ending = `${program} ended by itself with ${String(signal ?? code)}`;
  });
  const close = async () => {
    isClosing = true;
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(kill);
    await remove();
  };
  const why = `Failed to start ${program}: it does not listen at port ${place.port}`;
  try {
    await until(60_000, why, () => {
      if (child.exitCode !== null) throw new Error(`${why}, but ended with ${child.exitCode}`);
      return listens(place.port);
    });
    const whyEnded = async () => {
      await Promise.race([ended, delay(longestEnd)]);
      return ending;
    };
    return { port: place.port, close, whyEnded };
  } catch (error) {
    await close();
    const text = Object.values(files).join('\n');
    throw new Error(`${(error as Error).message}. It said:\n${said}\nIts files:\n${text}`, { cause: error });
  }
}
