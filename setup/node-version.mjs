import { readFileSync } from 'node:fs';
import { Unready } from './tell.mjs';

/** Refuses a Node older than `engines.node` of package.json, which is where the number stands. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const needed = /** @type {string} */ (engines.node).replace('>=', '');
  if (isOlder(process.versions.node, needed)) {
    throw new Unready(
      `Earshot needs Node ${needed} or newer, and this is ${process.versions.node}. Install a current Node (https://nodejs.org), then run the command again.`,
    );
  }
}

/**
 * @param {string} version
 * @param {string} needed
 */
function isOlder(version, needed) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
