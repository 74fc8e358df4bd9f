// The set-up room: makes a fresh clone ready, and does nothing when it already is.
//
//   node setup/ready.mjs --browsers chromium,firefox,webkit [--any] [--specs]
//
// It runs before anything is installed, so this folder is plain JavaScript that needs Node alone. This file says what
// failed, also where Node is too old for the others. It says it on stderr (stdout belongs to the command that follows)
// and exits with 2, and the words to get further, when something is missing that it cannot install.

import nodeVersion from './node-version.js';
import unexpected from './unexpected.js';

/** @param {Error} error */
function fail(error) {
  const words = error.name === 'Unready' ? error.message : unexpected.describeUnexpected(error, 'set up');
  process.stderr.write(`earshot: ${words}\n`);
  process.exit(2);
}

const old = nodeVersion.whyTooOld();
if (old) {
  process.stderr.write(`earshot: ${old}\n`);
  process.exitCode = 2;
} else {
  process.on('uncaughtException', fail);
  import('./make-ready.mjs').then(({ makeReady }) => makeReady(process.argv.slice(2))).catch(fail);
}
