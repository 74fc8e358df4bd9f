import { readFileSync } from 'node:fs';
import { run } from './run.mjs';
import { tell, Unready } from './tell.mjs';

const root = new URL('../', import.meta.url);

/** Runs `npm ci` unless node_modules already holds what package-lock.json names. */
export async function installDependencies() {
  if (areInstalled()) return;
  tell('installing dependencies (npm ci) …');
  // --include=dev: with NODE_ENV=production npm leaves out the very tools that `npm test` is.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = await run('npm', args, { bound: 15 * 60 });
  if (!npm.ok) {
    throw new Unready(
      `failed to install the dependencies: npm ci ${npm.why}.\n${npm.lastLines(12)}\nTo see it whole, run: npm ci`,
    );
  }
}

/**
 * npm writes node_modules/.package-lock.json last, once all is in place: so an interrupted install shows, and
 * one made by `npm ci` or `npm install` by hand counts. Times say nothing here: a clone gives every file a new one.
 */
function areInstalled() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = installed[path];
    if (path === '') return true; // the project itself
    return there ? there.version === version : optional === true; // made for another system
  });
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(new URL(lockfile, root), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
