import { existsSync } from 'node:fs';
import { aptCommand, hasApt, installPackages } from './apt.mjs';
import { inCi, mayRun } from './consent.mjs';
import { findOnPath, systemBrowsers } from './system-browsers.js';
import { tell } from './tell.mjs';
import { withoutServices } from './without-services.mjs';

/** What specs start beside browsers; a spec whose program is missing is skipped, and says so. */
const programs = [
  { name: 'nginx', packages: ['nginx-light'] },
  { name: 'chromedriver', packages: ['chromium-driver'] },
  { name: 'apache2', packages: ['apache2-bin'] },
  { name: 'caddy', packages: ['caddy'] },
  { name: 'haproxy', packages: ['haproxy'] },
  { name: 'varnishd', packages: ['varnish'] },
  { name: 'icecast2', packages: ['icecast2'] },
  ...(process.env.EARSHOT_SPECS_WEBKIT
    ? [{ name: 'WebKitWebDriver', packages: systemBrowsers.webkit.debianPackages }]
    : []),
];

/**
 * Brings what specs need beside browsers, in continuous integration alone, which would be greener than it should be
 * without. What cannot be had is told, and is no failure.
 */
export async function readySpecPrograms() {
  const missing = programs.filter(({ name }) => !findOnPath(name) && !existsSync(`/usr/sbin/${name}`));
  if (!inCi || missing.length === 0) return;
  // One by one, since a name that is not known to this system would keep the others away.
  for (const { name, packages } of missing) {
    const command = aptCommand(packages);
    const what = `specs that start ${name} are skipped without it`;
    if (!hasApt() || !(await mayRun(what, command))) tell(`${what}.`);
    else {
      tell(`installing what specs need (${command}) …`);
      const failure = await withoutServices(() => installPackages(packages));
      if (failure) tell(`${what}, and it was not installed: ${failure}`);
    }
  }
}
