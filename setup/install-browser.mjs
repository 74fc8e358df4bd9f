import { aptCommand, aptError, asRoot, hasApt, installPackages } from './apt.mjs';
import { mayRun } from './consent.mjs';
import { findBrowser } from './find-browser.js';
import { run } from './run.mjs';
import { systemBrowsers } from './system-browsers.js';
import { tell } from './tell.mjs';

/** @typedef {import('./find-browser.d.ts').EngineName} EngineName */

/**
 * The ways to get a browser, in the order to try them. Each resolves with the reason in a line when it failed.
 * They run only where a start would fail without them, so a failure is not remembered: who starts again, perhaps
 * back on a network, wants another try.
 *
 * @type {{ name: string, install: (engine: EngineName) => Promise<string | undefined> }[]}
 */
export const installers = [
  { name: 'playwright install', install: installWithPlaywright },
  { name: 'apt-get install', install: installWithApt },
];

const notWanted = 'not run, since nobody said yes to it';

/** @param {EngineName} engine */
async function installWithPlaywright(engine) {
  // Its headless shell is left out: the lab always starts the full browser, which is the one people use.
  const install = ['install', '--no-shell', engine];
  const what = `there is no ${engine} here; this downloads Playwright's into its own folder`;
  if (!(await mayRun(what, `npx playwright ${install.join(' ')}`))) return notWanted;
  tell(`downloading Playwright's ${engine} (playwright ${install.join(' ')}) …`);
  const download = await playwright(install, { bound: 15 * 60, silence: 90 });
  if (!download.ok) return /^Error: (.*)$/m.exec(download.output)?.[1] ?? download.why;
  if (findBrowser(engine)) return undefined;
  const lacksLibraries = 'downloaded, but it does not start';
  const needed = `Playwright's ${engine} lacks libraries of this system; this installs them by apt-get, as root`;
  if (!hasApt() || !(await mayRun(needed, `npx playwright install-deps ${engine}`))) return lacksLibraries;
  if (!(await asRoot())) return `${lacksLibraries}, and its libraries need root, or sudo without a password`;
  tell(`installing the libraries it needs (playwright install-deps ${engine}) …`);
  const libraries = await playwright(['install-deps', engine], { bound: 15 * 60 });
  return libraries.ok
    ? undefined
    : `downloaded, but its libraries were not installed: ${aptError(libraries)}`;
}

/** @param {EngineName} engine */
async function installWithApt(engine) {
  if (!hasApt()) return 'there is no apt-get on this system';
  const { debianPackages, debianDecoders } = systemBrowsers[engine];
  const names = [...debianPackages, ...debianDecoders];
  const command = aptCommand(names);
  if (!(await mayRun(`there is no ${engine} here; this installs the system's`, command))) return notWanted;
  tell(`installing the system's ${engine} (${command}) …`);
  return installPackages(names);
}

/**
 * @param {string[]} args
 * @param {{ bound: number, silence?: number }} limits
 */
function playwright(args, limits) {
  /** @type {Set<string>} */
  const told = new Set();
  return run(process.execPath, ['node_modules/playwright/cli.js', ...args], {
    ...limits,
    isProgress(line) {
      // Each of its retries counts from 0% again: what was told before is no progress.
      const share = /\d+% of .*/.exec(line)?.[0];
      if (!share || told.has(share)) return false;
      told.add(share);
      tell(`  ${share}`);
      return true;
    },
  });
}
