// CommonJS, with its types in find-browser.d.ts: the runner imports it too, so that both see the same browsers.

const { spawnSync } = require('node:child_process');
const { statSync } = require('node:fs');
const { remember } = require('./remembered.js');
const { findOnPath, isSnap, systemPaths } = require('./system-browsers.js');

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

/** @type {typeof import('./find-browser.d.ts').findBrowser} */
function findBrowser(engine) {
  const variable = `EARSHOT_${engine.toUpperCase()}`;
  const named = process.env[variable];
  if (named) {
    const version = versionOf(named);
    if (version) return { engine, executablePath: named, source: 'environment', version };
    throw new Error(
      `Failed to use ${variable}=${named}: ${fileKey(named) ? 'it does not answer --version' : 'there is no such file'}. ` +
        'Set it to the full path of a browser that starts, or unset it to search for one.',
    );
  }
  // What is there already comes before any download: it is what this person browses with, and costs nothing.
  const own = playwrightPath(engine);
  const ownVersion = own && versionOf(own);
  if (ownVersion) return { engine, executablePath: own, source: 'playwright', version: ownVersion };
  for (const executablePath of systemPaths(engine)) {
    const version = !isSnap(executablePath) && versionOf(executablePath);
    if (version) return { engine, executablePath, source: 'system', version };
  }
  return null;
}

/**
 * The version an executable prints; undefined when it does not start, as a stub, or a browser that lacks a library.
 * Asked once per file, as a browser takes half a second to answer.
 *
 * @param {string} executablePath
 * @returns {string | undefined}
 */
function versionOf(executablePath) {
  const file = fileKey(executablePath);
  if (!file) return undefined;
  // On Windows a browser asked for its version opens a window and prints nothing.
  if (process.platform === 'win32') return 'unknown';
  return remember(`version of ${file}`, () => {
    const asked = spawnSync(executablePath, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    return asked.status === 0 ? /\d+(\.\d+)+\S*/.exec(asked.stdout)?.[0] : undefined;
  });
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
 * @param {Engine} engine
 * @returns {string | undefined}
 */
function playwrightPath(engine) {
  try {
    const { version } = require('playwright/package.json');
    const { PLAYWRIGHT_BROWSERS_PATH, XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
    const places = [PLAYWRIGHT_BROWSERS_PATH, XDG_CACHE_HOME, LOCALAPPDATA, HOME].join(' ');
    return remember(`${engine} of Playwright ${version} ${places}`, () =>
      require('playwright')[engine].executablePath(),
    );
  } catch {
    return undefined;
  }
}

/** @type {typeof import('./find-browser.d.ts').howToInstall} */
function howToInstall(engine) {
  const isChromium = engine === 'chromium';
  const playwright = `npx playwright install ${engine}`;
  if (process.platform === 'darwin') {
    return `Run: ${playwright}   or: brew install --cask ${isChromium ? 'google-chrome' : 'firefox'}`;
  }
  if (process.platform === 'win32') {
    return `Run: ${playwright}   or: winget install ${isChromium ? 'Google.Chrome' : 'Mozilla.Firefox'}`;
  }
  if (!findOnPath('apt-get')) return `Run: ${playwright}`;
  const apt = process.getuid?.() === 0 ? 'apt-get' : 'sudo apt-get';
  const debianPackage = isChromium ? 'chromium' : 'firefox-esr';
  return `Run: ${playwright} --with-deps   or: ${apt} update && ${apt} install ${debianPackage}`;
}

module.exports = { findBrowser, howToInstall };
