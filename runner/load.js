// Old Node must load this to say that it is too old: its syntax is that of 2017.

const { join } = require('path');
const { whyTooOld } = require('../setup/node-version.js');
const { describeUnexpected } = require('../setup/unexpected.js');

/** The lab failed; Node's own 1 is kept for what browsers do otherwise than expected. */
const labFailed = 2;

/**
 * Ends the process with words.
 * @param {string} words
 */
function end(words) {
  process.stderr.write(`${words}\n`);
  process.exit(labFailed);
}

/**
 * Loads a program of this folder, which is TypeScript: ts-node compiles it as it is loaded. What fails before the program
 * sees to its own errors is told in words.
 * @param {string} program such as `main` or `fuzz/main`
 */
function load(program) {
  const old = whyTooOld();
  if (old) end(old);
  const task = program === 'main' ? 'start earshot' : `start ${program.split('/')[0]}`;
  process.on('uncaughtException', (error) => end(describeUnexpected(error, task)));
  // Not above: an old Node stops at the syntax of what this loads.
  require('../setup/own-caches.js').useOwnCaches();
  require('ts-node').register({ project: join(__dirname, 'tsconfig.json') });
  require(`./${program}`);
}

module.exports = { load };
