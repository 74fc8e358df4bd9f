// It must load in a Node that is too old for everything else, so its syntax is that of 2017.

const { engines } = require('../package.json');

/**
 * Why this Node cannot run Earshot; undefined if it can. `engines.node` of package.json has the number.
 * @param {string} version
 * @returns {string | undefined}
 */
function whyTooOld(version = process.versions.node) {
  const needed = engines.node.replace('>=', '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return (
    `Earshot needs Node ${needed} or newer, and this is ${version}. ` +
    'Install a current Node (https://nodejs.org), then run the command again.'
  );
}

module.exports = { whyTooOld };
