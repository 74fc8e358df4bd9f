import { findBrowser, howToInstall } from './find-browser.js';
import { installers } from './install-browser.mjs';
import { systemBrowsers } from './system-browsers.js';
import { Unready } from './tell.mjs';

/** @typedef {import('./find-browser.d.ts').EngineName} EngineName */

/**
 * Sees to it that there is a browser of every engine, or with `any` of one of them.
 *
 * One that is there is used as it is, Playwright's before the system's. Only where there is none is one installed:
 * Playwright's first, as it is the build Playwright was tested with, else with the system's package manager.
 *
 * @param {EngineName[]} engines
 * @param {{ any: boolean }} wish
 */
export async function readyBrowsers(engines, { any }) {
  const missing = engines.filter((engine) => !find(engine));
  if (missing.length === 0 || (any && missing.length < engines.length)) return;
  const failures = [];
  for (const engine of missing) {
    const failure = await install(engine);
    if (failure) failures.push(failure);
    else if (any) return;
  }
  if (failures.length > 0) throw new Unready(failures.join('\n'));
}

/**
 * @param {EngineName} engine
 * @returns {Promise<string | undefined>} what went wrong and what to run, or undefined once the browser is there
 */
async function install(engine) {
  const { title } = systemBrowsers[engine];
  const tried = [];
  for (const installer of installers) {
    const failure = await installer.install(engine);
    if (find(engine)) return undefined;
    tried.push(`  ${installer.name}: ${failure ?? `it ended well, but no ${title} starts`}`);
  }
  return [
    `there is no ${title} here, and none could be installed:`,
    ...tried,
    howToInstall(engine),
    `or set EARSHOT_${engine.toUpperCase()} to the full path of one, or EARSHOT_INSTALL=yes to have it installed without a question. Then start again.`,
  ].join('\n');
}

/** @param {EngineName} engine */
function find(engine) {
  try {
    return findBrowser(engine);
  } catch (error) {
    throw new Unready(/** @type {Error} */ (error).message);
  }
}
