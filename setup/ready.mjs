// The set-up room: makes a fresh clone ready, and does nothing when it already is.
//
//   node setup/ready.mjs --browsers chromium,firefox,webkit [--any]
//
// It runs before anything is installed, so this folder is plain JavaScript that needs Node alone.
// It says what it does on stderr (stdout belongs to the command that follows) and exits with 2, and the
// words to get further, when something is missing that it cannot install.

import { buildApps } from './apps.mjs';
import { readyBrowsers } from './browsers.mjs';
import { installDependencies } from './dependencies.mjs';
import { checkNode } from './node-version.mjs';
import { tell, Unready } from './tell.mjs';

const usage =
  'Usage: node setup/ready.mjs --browsers chromium[,firefox,webkit] [--any]   (--any: one of them is enough)';

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

/**
 * @param {string[]} args
 * @returns {{ engines: Engine[], any: boolean }}
 */
function readArguments(args) {
  /** @type {Engine[]} */
  const engines = [];
  let any = false;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--any') any = true;
    else if (args[i] === '--browsers') {
      for (const name of (args[++i] || '').split(',')) {
        if (name !== 'chromium' && name !== 'firefox' && name !== 'webkit')
          throw new Unready(`"${name}" is no browser it knows. ${usage}`);
        engines.push(name);
      }
    } else throw new Unready(`"${args[i]}" is no option it knows. ${usage}`);
  }
  return { engines, any };
}

try {
  checkNode();
  const { engines, any } = readArguments(process.argv.slice(2));
  await installDependencies();
  await readyBrowsers(engines, { any });
  await buildApps();
} catch (error) {
  if (!(error instanceof Unready)) throw error;
  tell(error.message);
  process.exitCode = 2;
}
