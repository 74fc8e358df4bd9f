// CommonJS, with its types in find-browser.d.ts: the runner imports it too, so that both see the same browsers.

const { spawnSync } = require('node:child_process');
const { statSync } = require('node:fs');
const { join } = require('node:path');
const { remember } = require('./remembered.js');
const { findOnPath, isSnap, systemBrowsers, systemPaths } = require('./system-browsers.js');

/** @typedef {import('./find-browser.d.ts').EngineName} EngineName */

/** @type {typeof import('./find-browser.d.ts').findBrowser} */
function findBrowser(engine) {
  const variable = `EARSHOT_${engine.toUpperCase()}`;
  const named = process.env[variable];
  if (named) {
    const version = versionOf(engine, named);
    if (version) return { engine, executablePath: named, source: 'environment', version };
    throw new Error(
      `Failed to use ${variable}=${named}: ${whyNot(engine, named)}. ` +
        'Set it to the full path of a browser that starts, or unset it to search for one.',
    );
  }
  // What is there already comes before any download: it is what this person browses with, and costs nothing.
  const own = playwrightPath(engine);
  const { inPlaywright } = systemBrowsers[engine];
  const ownVersion = own && (inPlaywright?.isScript ? versionOfScript(engine, own) : versionOf(engine, own));
  if (ownVersion) return { engine, executablePath: own, source: 'playwright', version: ownVersion };
  for (const executablePath of systemPaths(engine)) {
    const version = !isSnap(executablePath) && versionOf(engine, executablePath);
    if (version) return { engine, executablePath, source: 'system', version };
  }
  return null;
}

/**
 * @param {EngineName} engine
 * @param {string} executablePath
 */
function whyNot(engine, executablePath) {
  if (!fileKey(executablePath)) return 'there is no such file';
  const lacking = lackingOf(engine);
  return lacking.length > 0 ? `${lacking.join(', ')} is not on the PATH` : 'it does not answer --version';
}

/** @param {EngineName} engine */
const lackingOf = (engine) => systemBrowsers[engine].needs.filter((tool) => !findOnPath(tool));

/**
 * The version an executable prints; undefined when it does not start, as a stub, or a browser that lacks a library.
 * Asked once per file, as a browser takes half a second to answer.
 *
 * @param {EngineName} engine
 * @param {string} executablePath
 * @returns {string | undefined}
 */
function versionOf(engine, executablePath) {
  const file = fileKey(executablePath);
  if (!file || lackingOf(engine).length > 0) return undefined;
  // On Windows a browser asked for its version opens a window and prints nothing.
  if (process.platform === 'win32') return 'unknown';
  return remember(`version of ${file}`, () => {
    const question = [executablePath, '--version'];
    return ask(
      systemBrowsers[engine].needsDisplay ? ['xvfb-run', '--auto-servernum', ...question] : question,
    );
  });
}

/**
 * Of Playwright's script around several browsers: only a start tells whether it works.
 * @param {EngineName} engine
 * @param {string} executablePath
 * @returns {string | undefined}
 */
function versionOfScript(engine, executablePath) {
  const file = fileKey(executablePath);
  const start = `require('playwright').${engine}.launch().then(async (browser) => {
    console.log(browser.version());
    await browser.close();
  })`;
  return file ? remember(`version of ${file}`, () => ask([process.execPath, '-e', start])) : undefined;
}

/**
 * The version that a command prints; undefined when it fails.
 * @param {string[]} command
 * @returns {string | undefined}
 */
function ask([command = '', ...args]) {
  const asked = spawnSync(command, args, {
    cwd: join(__dirname, '..'),
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  return asked.status === 0 ? /\d+(\.\d+)+\S*/.exec(asked.stdout)?.[0] : undefined;
}

/** @param {string} path */
function fileKey(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() && `${path} ${stats.size} ${stats.mtimeMs}`;
}

/**
 * Where this Playwright keeps its own build, installed or not. Remembered, as loading Playwright takes a third of
 * a second; undefined before Playwright is installed.
 *
 * @param {EngineName} engine
 * @returns {string | undefined}
 */
function playwrightPath(engine) {
  try {
    const { version } = require('playwright/package.json');
    const { PLAYWRIGHT_BROWSERS_PATH, XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
    const places = [PLAYWRIGHT_BROWSERS_PATH, XDG_CACHE_HOME, LOCALAPPDATA, HOME].join(' ');
    return remember(`${engine} of Playwright ${version} ${places}`, () =>
      systemBrowsers[engine].inPlaywright?.type().executablePath(),
    );
  } catch {
    return undefined;
  }
}

/** How the package managers run a program of a package; npm's way where none is known. */
const runners = /** @type {const} */ ([
  ['pnpm/', 'pnpm exec'],
  ['yarn/', 'yarn'],
  ['bun/', 'bunx'],
]);

/**
 * The command of the package manager that started this process.
 * @param {string | undefined} agent as it says who it is, such as `pnpm/10.1.0 npm/? node/v24`
 */
const runnerOf = (agent = '') => runners.find(([name]) => agent.startsWith(name))?.[1] ?? 'npx';

/** @type {typeof import('./find-browser.d.ts').howToInstall} */
function howToInstall(engine) {
  const playwright = `${runnerOf(process.env.npm_config_user_agent)} playwright install ${engine}`;
  const { packages, debianPackages } = systemBrowsers[engine];
  if (process.platform === 'darwin' && packages)
    return `Run: ${playwright}   or: brew install --cask ${packages.brew}`;
  if (process.platform === 'win32' && packages)
    return `Run: ${playwright}   or: winget install ${packages.winget}`;
  if (!findOnPath('apt-get')) return `Run: ${playwright}`;
  const apt = process.getuid?.() === 0 ? 'apt-get' : 'sudo apt-get';
  return `Run: ${playwright} --with-deps   or: ${apt} update && ${apt} install ${debianPackages.join(' ')}`;
}

module.exports = { findBrowser, howToInstall };
