// CommonJS with types in private-folder.d.ts: the launcher, the runner and the specs use it too.

const { lstatSync, mkdirSync } = require('node:fs');

/** Write access for the group or for others. */
const writableByOthers = 0o022;

/** @type {typeof import('./private-folder.d.ts').makePrivateFolder} */
function makePrivateFolder(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stats = lstatSync(path);
  const fault = !stats.isDirectory()
    ? 'it is not a folder, but a link or a file'
    : process.getuid && stats.uid !== process.getuid()
      ? `it belongs to another user (${stats.uid})`
      : process.getuid && (stats.mode & writableByOthers) !== 0
        ? 'others may write to it'
        : undefined;
  if (fault)
    throw new Error(`Failed to use the folder ${path}: ${fault}. Remove it, then run the command again`);
  return path;
}

module.exports = { makePrivateFolder };
