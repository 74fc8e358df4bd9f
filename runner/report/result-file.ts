import { randomBytes } from 'node:crypto';
import { lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { shown } from '../../model/http/shown-text';
import { LabFailure } from '../failures/lab-failure';
import { UsageError } from '../failures/usage-error';
import { isSystemError, whyOf } from '../failures/system-words';

/** What a result is written as, and the ending of its file if Earshot names it. */
const endings = { JSON: 'json', 'JUnit report': 'xml', Markdown: 'md' } as const;
export type Format = keyof typeof endings;

/** A result that could not be written where it was wanted. */
export class OutputFailure extends LabFailure {}

/** Where the result of a command goes. */
export interface ResultFile {
  readonly name: string;
  /** Standard output: there it stands instead of a table. */
  readonly isStdout: boolean;
  /** Whether something of an earlier run is there. */
  readonly isOld: boolean;
  /** @throws OutputFailure that names the file, why, and where the text is instead */
  write(text: string): Promise<void>;
}

const stdoutNames = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

interface Place {
  /** Behind links. */
  readonly path: string;
  readonly mode?: number;
  /** A pipe, a device, or what a shell has open: written as it stands, since nothing may be put in its place. */
  readonly asItStands: boolean;
}

/** A name in the same folder that nobody has, so that a rename puts it in the file's place at once. */
const draftBeside = (path: string): string =>
  join(dirname(path), `.earshot-${randomBytes(6).toString('hex')}.part`);

async function placeOf(file: string): Promise<Place> {
  const found = await stat(file).catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  });
  // A link that leads nowhere yet.
  const isLink =
    !found &&
    (await lstat(file).then(
      () => true,
      () => false,
    ));
  const path = found ? await realpath(file).catch(() => resolve(file)) : resolve(file);
  const isOpenElsewhere = /^\/(dev|proc)\//.test(resolve(file));
  return {
    path,
    ...(found && { mode: found.mode }),
    asItStands: isLink || isOpenElsewhere || (found !== undefined && !found.isFile()),
  };
}

/** Writes all of a file or nothing: a draft beside it takes its place. @throws what the system says */
async function replace({ path, mode }: Place, text: string): Promise<void> {
  const draft = draftBeside(path);
  try {
    const handle = await open(draft, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A folder that takes no new file, or a file that is mounted by itself, may still take new content. */
const cannotReplace = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

async function put(place: Place, text: string): Promise<void> {
  if (place.asItStands) return writeFile(place.path, text);
  try {
    await replace(place, text);
  } catch (error) {
    if (place.mode === undefined || !isSystemError(error) || !cannotReplace.has(error.code)) throw error;
    await writeFile(place.path, text);
  }
}

/** Finds out that a file cannot be written, and leaves all as it is. @throws what the system says */
async function check({ path, mode, asItStands }: Place, file: string): Promise<void> {
  if (mode !== undefined && (await stat(file)).isDirectory())
    throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'open' });
  // Who opens a pipe and closes it again has told its reader that it is over.
  if (asItStands) return;
  // Without truncation: what is in it stays until there is something better.
  if (mode !== undefined) return (await open(path, 'r+')).close();
  const draft = draftBeside(path);
  await (await open(draft, 'wx')).close();
  await rm(draft, { force: true });
}

/** Keeps what could not be written where it was wanted. @returns where it is, in words */
async function keepElsewhere(text: string, format: Format): Promise<string> {
  const path = join(tmpdir(), `earshot-${randomBytes(6).toString('hex')}.${endings[format]}`);
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return `The ${format} is in ${path} instead: copy it from there`;
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    return `Nor can it be kept in ${path}: ${whyOf(error)}`;
  }
}

/**
 * Finds out whether a file can be written, before anything is measured, and leaves it as it is until then; `-` is
 * standard output.
 * @throws UsageError where it cannot
 */
export async function openResultFile(file: string, format: Format): Promise<ResultFile> {
  if (stdoutNames.has(file)) {
    const write = (text: string) => {
      process.stdout.write(text);
      return Promise.resolve();
    };
    return { name: 'standard output', isStdout: true, isOld: false, write };
  }
  const name = shown(file);
  let place: Place;
  try {
    place = await placeOf(file);
    await check(place, file);
  } catch (error) {
    throw new UsageError(`Failed to write ${name}: ${whyOf(error)}`);
  }
  return {
    name,
    isStdout: false,
    isOld: place.mode !== undefined && !place.asItStands,
    async write(text) {
      await put(place, text).catch(async (error: unknown) => {
        throw new OutputFailure(
          `Failed to write ${name}: ${whyOf(error)}. ${await keepElsewhere(text, format)}`,
        );
      });
    },
  };
}
