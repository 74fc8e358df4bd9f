import { readFileSync, readlinkSync } from 'node:fs';

const isLinux = process.platform === 'linux';

/** When a process started, in ticks since the machine did; null if it has ended. Linux only: proc_pid_stat(5). */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in brackets, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19]!;
  } catch {
    return null;
  }
}

/** Containers may share a folder, but not the numbers of their processes. */
const namespace = isLinux ? readlinkSync('/proc/self/ns/pid').replace(/\D/g, '') : '0';

/** What tells this process from every other on this machine, also from a later one with its number: `pid-start-namespace`. */
export const ownProcessName = `${process.pid}-${isLinux ? startOf(process.pid)! : '0'}-${namespace}`;

/** The shape of such a name. */
export const processNamePattern = '[1-9]\\d*-\\d+-\\d+';

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Whether a process has ended, as far as that is known here: one in another container never has. */
export function hasEnded(name: string): boolean {
  const [pid, start, where] = name.split('-');
  if (where !== namespace) return false;
  return isLinux ? startOf(Number(pid)) !== start : !isThere(Number(pid));
}
