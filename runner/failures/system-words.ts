import { firstLineOf } from './lab-failure';

/** What the system's error codes say, and what to do. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'this user may not (EACCES). Change its permissions, or name another',
  EPERM: 'this user may not (EPERM). Change its permissions, or name another',
  EROFS: 'the file system is read-only (EROFS). Name another place',
  ENOSPC: 'no space is left on the device (ENOSPC). Free some, or name another place',
  EDQUOT: "this user's quota is used up (EDQUOT). Free some space, or name another place",
  EFBIG: 'the file is too large for its file system (EFBIG). Name another place',
  EIO: 'the device does not work (EIO). Name another place',
  ENOENT: 'there is no such file or folder (ENOENT)',
  ENOTDIR: 'part of its path is no folder (ENOTDIR)',
  EISDIR: 'it is a folder (EISDIR). Name a file',
  ENAMETOOLONG: 'the name is too long (ENAMETOOLONG)',
  ELOOP: 'its links lead in a circle (ELOOP)',
  ENXIO: 'nothing is at its other end (ENXIO)',
  EMFILE: 'this process has too many open files (EMFILE). Raise the limit: ulimit -n 4096',
  ENFILE: 'this machine has too many open files (ENFILE). End other programs',
  ENOMEM: 'no memory is left (ENOMEM). End other programs',
  EAGAIN: 'this machine can start no more processes (EAGAIN). End other programs',
  EADDRINUSE: 'the port is in use (EADDRINUSE)',
  EADDRNOTAVAIL: 'the address is none of this machine (EADDRNOTAVAIL)',
};

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } =>
  error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string';

/** Why the system refused, in words; the first line of any other error. */
export function whyOf(error: unknown): string {
  const code = isSystemError(error) ? error.code : undefined;
  return words[code ?? ''] ?? firstLineOf(error);
}
