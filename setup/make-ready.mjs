import { buildApps } from './apps.mjs';
import { readyBrowsers } from './browsers.mjs';
import { installDependencies } from './dependencies.mjs';
import { readySpecPrograms } from './spec-programs.mjs';
import { systemBrowsers } from './system-browsers.js';
import { Unready } from './tell.mjs';

const usage =
  'Usage: node setup/ready.mjs --browsers chromium[,firefox,webkit] [--any] [--specs]   (--any: one of them is enough; --specs: in CI also what specs start)';

/** @typedef {import('./find-browser.d.ts').EngineName} EngineName */

/** @param {string[]} args */
function readArguments(args) {
  /** @type {EngineName[]} */
  const engines = [];
  let any = false;
  let specs = false;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--any') any = true;
    else if (args[i] === '--specs') specs = true;
    else if (args[i] === '--browsers') {
      for (const name of (args[++i] || '').split(',')) {
        if (!Object.hasOwn(systemBrowsers, name))
          throw new Unready(`"${name}" is no browser it knows. ${usage}`);
        engines.push(/** @type {EngineName} */ (name));
      }
    } else throw new Unready(`"${args[i]}" is no option it knows. ${usage}`);
  }
  return { engines, any, specs };
}

/**
 * Makes the clone ready for what the arguments name.
 * @param {string[]} args
 * @throws {Unready} when something is missing that it cannot install
 */
export async function makeReady(args) {
  const { engines, any, specs } = readArguments(args);
  await installDependencies();
  await readyBrowsers(engines, { any });
  if (specs) await readySpecPrograms();
  await buildApps();
}
