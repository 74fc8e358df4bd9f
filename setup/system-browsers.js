const { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } = require('node:fs');
const { delimiter, join } = require('node:path');

/** @typedef {import('./find-browser.d.ts').Engine} Engine */

/** Chromium itself first: a branded build brings policies and extensions of its owner's. */
const names = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
};

const macApplications = {
  chromium: ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'],
  firefox: ['Firefox.app/Contents/MacOS/firefox'],
};

const windowsPrograms = {
  chromium: ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe'],
  firefox: ['Mozilla Firefox/firefox.exe'],
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
  return names[engine].map(findOnPath).filter((path) => path !== undefined);
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

module.exports = { findOnPath, isSnap, systemPaths };
