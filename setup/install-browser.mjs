import { findBrowser } from './find-browser.js';
import { run } from './run.mjs';
import { debianPackages, findOnPath } from './system-browsers.js';
import { tell } from './tell.mjs';

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

/**
 * The ways to get a browser, in the order to try them. Each resolves with the reason in a line when it failed.
 * They run only where a start would fail without them, so a failure is not remembered: who starts again, perhaps
 * back on a network, wants another try.
 *
 * @type {{ name: string, install: (engine: Engine) => Promise<string | undefined> }[]}
 */
export const installers = [
  { name: 'playwright install', install: installWithPlaywright },
  { name: 'apt-get install', install: installWithApt },
];

/** @param {Engine} engine */
async function installWithPlaywright(engine) {
  tell(`no ${engine} here: downloading Playwright's (playwright install ${engine}) …`);
  // Its headless shell is left out: the lab always starts the full browser, which is the one people use.
  const download = await playwright(['install', '--no-shell', engine], { bound: 15 * 60, silence: 90 });
  if (!download.ok) return /^Error: (.*)$/m.exec(download.output)?.[1] ?? download.why;
  if (findBrowser(engine)) return undefined;
  if (!findOnPath('apt-get') || !(await asRoot())) return 'downloaded, but it does not start';
  tell(`installing the libraries it needs (playwright install-deps ${engine}) …`);
  const libraries = await playwright(['install-deps', engine], { bound: 15 * 60 });
  return libraries.ok
    ? undefined
    : `downloaded, but its libraries were not installed: ${aptError(libraries)}`;
}

/** @param {Engine} engine */
async function installWithApt(engine) {
  if (!findOnPath('apt-get')) return 'there is no apt-get on this system';
  const root = await asRoot();
  if (!root) return 'needs root, or sudo without a password';
  const names = debianPackages[engine];
  tell(`no ${engine} here: installing the system's (apt-get install ${names.join(' ')}) …`);
  const [command, ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  // An old list of packages may still do, so what `update` says counts only if `install` fails too.
  const update = await run(command, [...args, 'update'], { bound: 5 * 60 });
  const wait = ['-o', 'DPkg::Lock::Timeout=60'];
  const packages = ['install', '-y', '--no-install-recommends', ...names];
  const install = await run(command, [...args, ...wait, ...packages], { bound: 15 * 60 });
  if (install.ok) return undefined;
  return update.ok ? aptError(install) : `${aptError(install)} (apt-get update: ${aptError(update)})`;
}

/**
 * @param {string[]} args
 * @param {{ bound: number, silence?: number }} limits
 */
function playwright(args, limits) {
  /** @type {Set<string>} */
  const told = new Set();
  return run(process.execPath, ['node_modules/playwright/cli.js', ...args], {
    ...limits,
    isProgress(line) {
      // Each of its retries counts from 0% again: what was told before is no progress.
      const share = /\d+% of .*/.exec(line)?.[0];
      if (!share || told.has(share)) return false;
      told.add(share);
      tell(`  ${share}`);
      return true;
    },
  });
}

/**
 * What to put before a command to run it as root without a question; undefined where that cannot be.
 * @returns {Promise<string[] | undefined>}
 */
async function asRoot() {
  if (process.getuid?.() === 0) return [];
  const sudo = await run('sudo', ['-n', 'true'], { bound: 10 });
  return sudo.ok ? ['sudo', '-n'] : undefined;
}

/** @param {import('./run.mjs').Ran} apt */
function aptError(apt) {
  return /^E: (.*)$/m.exec(apt.output)?.[1] ?? apt.why;
}
