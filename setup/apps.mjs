import { areOlderThanSources, whyNotBuilt } from './built-pages.js';
import { run } from './run.mjs';
import { tell, Unready } from './tell.mjs';

/** Builds the pages unless each file of apps/dist is as it was built, and from these very sources and dependencies. */
export async function buildApps() {
  if (!whyNotBuilt() && !areOlderThanSources()) return;
  tell('building the apps (npm run build) …');
  const build = await run('npm', ['run', 'build', '--loglevel=error'], { bound: 5 * 60 });
  const why = build.ok ? whyNotBuilt() : `npm run build ${build.why}`;
  if (!why) return;
  throw new Unready(
    `failed to build the apps: ${why}.\n${build.lastLines(20)}\nTo see it whole, run: npm run build`,
  );
}
