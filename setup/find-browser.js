// CommonJS, with its types in find-browser.d.ts: the runner imports it too, so that both see the same browsers.

const { spawnSync } = require('node:child_process');
const { statSync } = require('node:fs');
const { remember } = require('./remembered.js');
const { debianPackages, findOnPath, isSnap, systemPaths } = require('./system-browsers.js');

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

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
  const ownVersion = own && (engine === 'webkit' ? versionOfPlaywrightWebKit(own) : versionOf(engine, own));
  if (ownVersion) return { engine, executablePath: own, source: 'playwright', version: ownVersion };
  for (const executablePath of systemPaths(engine)) {
    const version = !isSnap(executablePath) && versionOf(engine, executablePath);
    if (version) return { engine, executablePath, source: 'system', version };
  }
  return null;
}

/**
 * @param {Engine} engine
 * @param {string} executablePath
 */
function whyNot(engine, executablePath) {
  if (!fileKey(executablePath)) return 'there is no such file';
  const lacking = engine === 'webkit' ? webKitTools.filter((tool) => !findOnPath(tool)) : [];
  return lacking.length > 0 ? `${lacking.join(', ')} is not on the PATH` : 'it does not answer --version';
}

/** What WebKitGTK's MiniBrowser needs to be driven where nobody looks. */
const webKitTools = ['WebKitWebDriver', 'Xvfb', 'xvfb-run', 'xauth'];

/**
 * The version an executable prints; undefined when it does not start, as a stub, or a browser that lacks a library.
 * Asked once per file, as a browser takes half a second to answer.
 *
 * @param {Engine} engine
 * @param {string} executablePath
 * @returns {string | undefined}
 */
function versionOf(engine, executablePath) {
  const file = fileKey(executablePath);
  if (!file || (engine === 'webkit' && !webKitTools.every(findOnPath))) return undefined;
  // On Windows a browser asked for its version opens a window and prints nothing.
  if (process.platform === 'win32') return 'unknown';
  return remember(`version of ${file}`, () => {
    const question = [executablePath, '--version'];
    // MiniBrowser needs a display even to say its version.
    return ask(engine === 'webkit' ? ['xvfb-run', '--auto-servernum', ...question] : question);
  });
}

/** Playwright's WebKit is a script around several browsers, so only a start tells whether it works. */
const startWebKit = `require('playwright').webkit.launch().then(async (browser) => {
  console.log(browser.version());
  await browser.close();
})`;

/**
 * @param {string} executablePath
 * @returns {string | undefined}
 */
function versionOfPlaywrightWebKit(executablePath) {
  const file = fileKey(executablePath);
  return file ? remember(`version of ${file}`, () => ask([process.execPath, '-e', startWebKit])) : undefined;
}

/**
 * The version that a command prints; undefined when it fails.
 * @param {string[]} command
 * @returns {string | undefined}
 */
function ask([command = '', ...args]) {
  const asked = spawnSync(command, args, {
    cwd: __dirname,
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

/** Names of the packages of other package managers than apt-get. */
const packages = {
  chromium: { brew: 'google-chrome', winget: 'Google.Chrome' },
  firefox: { brew: 'firefox', winget: 'Mozilla.Firefox' },
  webkit: undefined,
};

/** @type {typeof import('./find-browser.d.ts').howToInstall} */
function howToInstall(engine) {
  const playwright = `npx playwright install ${engine}`;
  const names = packages[engine];
  if (process.platform === 'darwin' && names)
    return `Run: ${playwright}   or: brew install --cask ${names.brew}`;
  if (process.platform === 'win32' && names) return `Run: ${playwright}   or: winget install ${names.winget}`;
  if (!findOnPath('apt-get')) return `Run: ${playwright}`;
  const apt = process.getuid?.() === 0 ? 'apt-get' : 'sudo apt-get';
  return `Run: ${playwright} --with-deps   or: ${apt} update && ${apt} install ${debianPackages[engine].join(' ')}`;
}

module.exports = { findBrowser, howToInstall };
