const {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} = require('node:fs');
const { delimiter, join } = require('node:path');

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

/** Chromium itself first: a branded build brings policies and extensions of its owner's. */
const names = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
  webkit: [],
};

/** MiniBrowser comes with the library of WebKitGTK, outside of PATH: `/usr/lib/<architecture>/<version>/MiniBrowser`. */
const webKitLibraries = ['/usr/lib', '/usr/lib64', '/usr/libexec'];
const webKitVersions = ['webkit2gtk-4.1', 'webkitgtk-6.0'];

/** In Debian, and what each browser needs beside itself. */
const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

const macApplications = {
  chromium: ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'],
  firefox: ['Firefox.app/Contents/MacOS/firefox'],
  // Safari is driven from outside: earshot run --webdriver.
  webkit: [],
};

const windowsPrograms = {
  chromium: ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe'],
  firefox: ['Mozilla Firefox/firefox.exe'],
  webkit: [],
};

/**
 * The executables of an engine that this system has, the one to prefer first.
 * @param {Engine} engine
 * @returns {string[]}
 */
function systemPaths(engine) {
  const { HOME = '', ProgramFiles, LOCALAPPDATA, ['ProgramFiles(x86)']: ProgramFilesX86 } = process.env;
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(HOME, 'Applications')];
    return folders
      .flatMap((folder) => macApplications[engine].map((path) => join(folder, path)))
      .filter(isExecutable);
  }
  if (process.platform === 'win32') {
    const folders = [ProgramFiles, ProgramFilesX86, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders
      .flatMap((folder) => windowsPrograms[engine].map((path) => join(folder, path)))
      .filter(isExecutable);
  }
  if (engine === 'webkit') return miniBrowsers();
  return names[engine].map(findOnPath).filter((path) => path !== undefined);
}

function miniBrowsers() {
  const folders = webKitLibraries.flatMap((folder) => [folder, ...foldersIn(folder)]);
  return webKitVersions
    .flatMap((version) => folders.map((folder) => join(folder, version, 'MiniBrowser')))
    .filter(isExecutable);
}

/**
 * Those named after an architecture, such as `x86_64-linux-gnu`.
 * @param {string} folder
 */
function foldersIn(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => name.includes('-linux-gnu'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * A snap, or a script that starts one. It answers --version, yet it has a /tmp of its own, so it never sees the
 * profile that Playwright makes there.
 *
 * @param {string} path
 */
function isSnap(path) {
  const real = realpathSync(path);
  if (real === '/usr/bin/snap' || real.startsWith('/snap/')) return true;
  const file = openSync(path, 'r');
  const start = Buffer.alloc(4096);
  readSync(file, start);
  closeSync(file);
  return start.toString('latin1').startsWith('#!') && start.includes('/snap/');
}

module.exports = { debianPackages, findOnPath, isSnap, systemPaths };
