import { run } from './run.mjs';
import { findOnPath } from './system-browsers.js';

export const hasApt = () => findOnPath('apt-get') !== undefined;

/**
 * What {@link installPackages} runs, for a person to read.
 * @param {readonly string[]} packages
 */
export function aptCommand(packages) {
  const apt = process.getuid?.() === 0 ? 'apt-get' : 'sudo apt-get';
  return `${apt} update && ${apt} install -y --no-install-recommends ${packages.map(inShell).join(' ')}`;
}

/** @param {string} name of a package, or a pattern of names, which a shell must not read */
const inShell = (name) => (/^[\w.+-]+$/.test(name) ? name : `'${name}'`);

/**
 * @param {readonly string[]} names
 * @returns {Promise<string | undefined>} the reason in a line when it failed
 */
export async function installPackages(names) {
  if (!hasApt()) return 'there is no apt-get on this system';
  const root = await asRoot();
  if (!root) return 'needs root, or sudo without a password';
  const [command = '', ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  // An old list of packages may still do, so what `update` says counts only if `install` fails too.
  const update = await run(command, [...args, 'update'], { bound: 5 * 60 });
  const wait = ['-o', 'DPkg::Lock::Timeout=60'];
  const packages = ['install', '-y', '--no-install-recommends', ...names];
  const install = await run(command, [...args, ...wait, ...packages], { bound: 15 * 60 });
  if (install.ok) return undefined;
  return update.ok ? aptError(install) : `${aptError(install)} (apt-get update: ${aptError(update)})`;
}

/**
 * What to put before a command to run it as root without a question; undefined if that cannot be.
 * @returns {Promise<string[] | undefined>}
 */
export async function asRoot() {
  if (process.getuid?.() === 0) return [];
  const sudo = await run('sudo', ['-n', 'true'], { bound: 10 });
  return sudo.ok ? ['sudo', '-n'] : undefined;
}

/** @param {import('./run.mjs').Ran} apt */
export function aptError(apt) {
  return /^E: (.*)$/m.exec(apt.output)?.[1] ?? apt.why;
}
