// Old Node must load this to say that it is too old: its syntax is that of 2017.

const { existsSync } = require('fs');
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
 * Loads a program, which is TypeScript in a clone: ts-node compiles it as it is loaded. A package has none, and a build of
 * the command line. What fails before the program sees to its own errors is told in words.
 * @param {string} program its path from here, such as `./main`
 * @param {string} name what people call it
 */
function load(program, name) {
  const old = whyTooOld();
  if (old) end(old);
  process.on('uncaughtException', (error) => end(describeUnexpected(error, `start ${name}`)));
  if (!existsSync(join(__dirname, 'main.ts'))) {
    require('../api/dist/cli.js');
    return;
  }
  // In a fresh clone; the set-up is what installs them.
  if (!existsSync(join(__dirname, '..', 'node_modules')))
    end(
      `Failed to start ${name}: Earshot's dependencies are not installed. Install them: npm ci (npm start does so too, and a browser).`,
    );
  // Not above: an old Node stops at the syntax of what this loads.
  require('../setup/own-caches.js').useOwnCaches();
  require('ts-node').register({ project: join(__dirname, 'tsconfig.json') });
  require(program);
}

module.exports = { load };
