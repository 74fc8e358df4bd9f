import { readdir, readFile } from 'node:fs/promises';

/** The processes that this one started, directly or not, by the names of their executables. Linux only. */
export async function descendants(names: readonly string[]): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((id) => /^\d+$/.test(id));
  const processes = await Promise.all(
    ids.map(async (id) => {
      // The name stands in brackets and may itself hold some; the state and the parent follow.
      const stat = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => '');
      const [, command = '', parent = ''] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
      return { id: Number(id), command, parent: Number(parent) };
    }),
  );
  const parentOf = new Map(processes.map(({ id, parent }) => [id, parent]));
  const isMine = (id: number): boolean => {
    const parent = parentOf.get(id);
    return parent === process.pid || (parent !== undefined && parent > 0 && isMine(parent));
  };
  return processes.filter(({ id, command }) => names.includes(command) && isMine(id)).map(({ id }) => id);
}
