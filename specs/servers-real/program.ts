import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from '@playwright/test';
import { isMissing, type Needed } from '../support/is-missing';

/** The Debian packages of the servers that specs run; those that bring no service, if there are such. */
const packages = {
  nginx: 'nginx',
  apache2: 'apache2-bin',
  caddy: 'caddy',
  haproxy: 'haproxy',
  varnishd: 'varnish',
  icecast2: 'icecast2',
} as const satisfies Partial<Record<Needed, string>>;

export type Program = keyof typeof packages;

/** Debian has some where only root has a PATH. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].filter(Boolean);

const find = (program: Program): string | undefined =>
  folders.map((folder) => join(folder, program)).find((path) => existsSync(path));

/** The path of a program, or its name where it is missing. */
export const pathOf = (program: Program): string => find(program) ?? program;

/** The path of a program; where it is missing, its specs are skipped with the way to install it. */
export function needProgram(program: Program): string {
  const path = find(program);
  const why = `no ${program} on this system: apt-get install --no-install-recommends ${packages[program]} (and stop its service)`;
  test.skip(() => isMissing(program, path === undefined ? why : null), why);
  return pathOf(program);
}
