import { createHash, randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { allHostNames } from '../../model/lab/topology/topology';
import { bundleOf, readBundle, type Certificates } from './bundle';
import { makeCertificates } from './make-certificates';

export type { Certificates } from './bundle';

const bundleFile = 'lab.pem';
/** The CA once more, for people to import. */
const authorityFile = 'ca.pem';
/** Where a clone keeps its certificates between runs. */
export const defaultTlsFolder = join(__dirname, '..', '..', '.earshot', 'tls');

/** Certificates that cannot be kept, or that are not there, for a reason that its user can do something about. */
export class CertificatesError extends Error {}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What a file holds; null if there is none. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Puts a whole text at a path, in place of what is there. */
function replaceFile(path: string, text: string, mode: number): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}

const claimPrefix = `${bundleFile}.after-`;

/** Where the bundle stands that comes after one of no use. There is one such place for each, so one of all who make one wins. */
const claimAfter = (folder: string, text: string | null): string => {
  const which = text === null ? 'none' : createHash('sha256').update(text).digest('hex').slice(0, 16);
  return join(folder, claimPrefix + which);
};

/** Puts a text at a path unless something is there already. */
function claim(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      // No hard links here: the last one wins.
      renameSync(draft, path);
      return;
    }
  }
  rmSync(draft);
}

/** Replaces what the folder keeps; who else does so at the same time gets the same certificates. */
async function replaceIn(folder: string): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = bundleOf(await makeCertificates(allHostNames()));
  let text = readText(join(folder, bundleFile));
  let certificates = readBundle(text);
  while (certificates === null) {
    const next = claimAfter(folder, text);
    claim(next, fresh);
    text = readText(next);
    certificates = readBundle(text);
  }
  replaceFile(join(folder, bundleFile), bundleOf(certificates), 0o600);
  replaceFile(join(folder, authorityFile), `${certificates.ca}\n`, 0o644);
  return certificates;
}

/** Longer than labs take that start at once. */
const oldClaim = 10 * 60_000;

/** Removes claims that nobody needs any more. */
function removeClaims(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(claimPrefix)) continue;
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > oldClaim) rmSync(path, { force: true });
  }
}

/**
 * Reads the lab's certificates from `folder`; makes them where there are none, or none that are good for another week.
 * Labs that start at once, in whatever processes, get the same ones.
 * @throws CertificatesError where the folder cannot be read or written
 */
export async function loadCertificates(folder: string): Promise<Certificates> {
  try {
    const kept = readBundle(readText(join(folder, bundleFile)));
    if (kept === null) return await replaceIn(folder);
    try {
      removeClaims(folder);
    } catch {
      // A folder that cannot be tidied up can be read all the same.
    }
    return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new CertificatesError(
      `Failed to keep certificates in ${folder}: ${(error as Error).message}. Make the folder writable for whoever runs this, or remove what is in it`,
      { cause: error },
    );
  }
}

/** As `loadCertificates`; where nothing can be kept, certificates that last as long as this process. */
export async function loadOrMakeCertificates(folder: string): Promise<Certificates> {
  try {
    return await loadCertificates(folder);
  } catch (error) {
    if (!(error instanceof CertificatesError)) throw error;
    return readBundle(bundleOf(await makeCertificates(allHostNames())))!;
  }
}

/** How often a folder is looked into, in milliseconds. */
const lookInterval = 100;

/**
 * Waits until another process has put good certificates into `folder`, which need not be writable.
 * @param bound milliseconds
 * @throws CertificatesError where none came
 */
export async function awaitCertificates(folder: string, bound = 30_000): Promise<Certificates> {
  const deadline = performance.now() + bound;
  for (;;) {
    let fault = `no good certificates came within ${bound / 1_000} s`;
    try {
      const kept = readBundle(readText(join(folder, bundleFile)));
      if (kept) return kept;
    } catch (error) {
      fault = (error as Error).message;
    }
    if (performance.now() > deadline) {
      throw new CertificatesError(
        `Failed to find certificates in ${folder}: ${fault}. Start a server that may write them there, as "player" does in docker-compose.yml`,
      );
    }
    await wait(lookInterval);
  }
}
