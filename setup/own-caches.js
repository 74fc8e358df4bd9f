// Compiled code is run without a look at it, so its caches must be where nobody else can write. The tools keep theirs at
// known paths of the shared temporary folder and ask nobody who made them; these variables lead them to the clone.
//
//   node setup/own-caches.js playwright test      runs a command with these variables

const { spawn } = require('node:child_process');
const { statfsSync } = require('node:fs');
const { constants, tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');
const { makePrivateFolder } = require('./private-folder.js');

const root = join(__dirname, '..');
/** A cache that is cut short for want of space fails whoever writes it. In bytes. */
const leastSpace = 32 * 1024 * 1024;

/** @type {typeof import('./own-caches.d.ts').useOwnCaches} */
function useOwnCaches(env = process.env) {
  const folder = ownFolder();
  if (!folder) {
    env.DISABLE_V8_COMPILE_CACHE = '1';
    env.NODE_DISABLE_COMPILE_CACHE = '1';
  }
  for (const [variable, name] of caches) {
    if (folder && !env[variable]) env[variable] = join(folder, name);
  }
  return folder;
}

/** The variable of each cache, and its folder. */
const caches = /** @type {const} */ ([
  ['V8_COMPILE_CACHE_CACHE_DIR', 'ts-node'],
  ['NODE_COMPILE_CACHE', 'node'],
  ['PWTEST_CACHE_DIR', 'playwright'],
]);

/** Where the caches may be, the clone first: it may be one that can only be read. */
const places = [
  join(root, 'node_modules/.cache/earshot/compiled'),
  join(tmpdir(), `earshot-compiled-${process.getuid?.() ?? 'user'}`),
];

/** The first folder that can be had and has space; undefined if there is none. */
function ownFolder() {
  return places.find((place) => {
    try {
      const { bavail, bsize } = statfsSync(makePrivateFolder(place));
      return bavail * bsize >= leastSpace;
    } catch {
      return false;
    }
  });
}

/** @param {string[]} command */
function runWithOwnCaches([command = '', ...args]) {
  const env = { ...process.env };
  useOwnCaches(env);
  env.PATH = `${join(root, 'node_modules/.bin')}${delimiter}${env.PATH ?? ''}`;
  // Windows starts what is in node_modules/.bin only by its shell.
  const child = spawn(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  // Ctrl-C reaches the command as well, and the command says how it ends.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`earshot: failed to start ${command} (${error.message}). Run: npm ci\n`);
    process.exitCode = 2;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)];
  });
}

if (require.main === module) runWithOwnCaches(process.argv.slice(2));

module.exports = { useOwnCaches };
