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

/** @typedef {import('./find-browser.d.ts').EngineName} EngineName */

/**
 * @typedef {object} SystemBrowser
 * @property {string} title
 * @property {{ readonly type: () => import('playwright').BrowserType, readonly isScript: boolean } | null} inPlaywright its
 *   build, which may be a script around several browsers; null if there is none
 * @property {() => string[]} find its executables in Linux
 * @property {readonly string[]} needs programs on the PATH without which it is of no use there
 * @property {boolean} needsDisplay whether it wants one even to say its version
 * @property {readonly string[]} macApplications
 * @property {readonly string[]} windowsPrograms
 * @property {readonly string[]} debianPackages it, and what it needs beside itself
 * @property {readonly string[]} debianDecoders those it recommends and does not need: patterns of apt-get, where a name has a version
 * @property {{ readonly brew: string, readonly winget: string } | null} packages of other package managers than apt-get
 */

/** MiniBrowser comes with the library of WebKitGTK, outside of PATH: `/usr/lib/<architecture>/<version>/MiniBrowser`. */
const webKitLibraries = ['/usr/lib', '/usr/lib64', '/usr/libexec'];
const webKitVersions = ['webkit2gtk-4.1', 'webkitgtk-6.0'];

const chromiumNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/**
 * What a system has of each engine; of names and paths, the one to prefer first.
 * @type {Readonly<Record<EngineName, SystemBrowser>>}
 */
const systemBrowsers = {
  chromium: {
    title: 'Chromium',
    inPlaywright: { type: () => require('playwright').chromium, isScript: false },
    // Itself first: a branded build brings policies and extensions of its owner's.
    find: () => onPath(...chromiumNames),
    needs: [],
    needsDisplay: false,
    macApplications: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    windowsPrograms: [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ],
    debianPackages: ['chromium'],
    debianDecoders: [],
    packages: { brew: 'google-chrome', winget: 'Google.Chrome' },
  },
  firefox: {
    title: 'Firefox',
    inPlaywright: { type: () => require('playwright').firefox, isScript: false },
    find: () => onPath('firefox-esr', 'firefox'),
    needs: [],
    needsDisplay: false,
    macApplications: ['Firefox.app/Contents/MacOS/firefox'],
    windowsPrograms: ['Mozilla Firefox/firefox.exe'],
    debianPackages: ['firefox-esr'],
    // FFmpeg's library: without it Firefox has no decoder for AAC, nor for an MP4 of a stream.
    debianDecoders: ['^libavcodec[0-9]+$'],
    packages: { brew: 'firefox', winget: 'Mozilla.Firefox' },
  },
  webkit: {
    title: 'WebKit',
    inPlaywright: { type: () => require('playwright').webkit, isScript: true },
    find: miniBrowsers,
    // To be driven where nobody looks.
    needs: ['WebKitWebDriver', 'Xvfb', 'xvfb-run', 'xauth'],
    needsDisplay: true,
    // Safari is driven from outside: earshot run --webdriver.
    macApplications: [],
    windowsPrograms: [],
    debianPackages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    debianDecoders: [],
    packages: null,
  },
};

/**
 * The executables of an engine that this system has, the one to prefer first.
 * @param {EngineName} engine
 * @returns {string[]}
 */
function systemPaths(engine) {
  const { find, macApplications, windowsPrograms } = systemBrowsers[engine];
  const { HOME = '', ProgramFiles, LOCALAPPDATA, ['ProgramFiles(x86)']: ProgramFilesX86 } = process.env;
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(HOME, 'Applications')];
    return folders
      .flatMap((folder) => macApplications.map((path) => join(folder, path)))
      .filter(isExecutable);
  }
  if (process.platform === 'win32') {
    const folders = [ProgramFiles, ProgramFilesX86, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders
      .flatMap((folder) => windowsPrograms.map((path) => join(folder, path)))
      .filter(isExecutable);
  }
  return find();
}

/** @param {string[]} names */
const onPath = (...names) => names.map(findOnPath).filter((path) => path !== undefined);

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

module.exports = { findOnPath, isSnap, systemBrowsers, systemPaths };
