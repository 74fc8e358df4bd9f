import { readdir, readFile } from 'node:fs/promises';

/** Processes that inherited a variable: the command itself and everything that it started. Linux only. */
export async function processesWith(variable: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '');
      return environment.includes(variable) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}
