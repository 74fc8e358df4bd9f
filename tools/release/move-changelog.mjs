// npm version runs this. Before the version is raised it sees with --check that there is something to release; after, it
// puts that under the heading of the version.
import { readFileSync, writeFileSync } from 'node:fs';
import { released, whyNothing } from './changelog.mjs';

const path = new URL('../../CHANGELOG.md', import.meta.url);
const changelog = readFileSync(path, 'utf8');
try {
  if (process.argv.includes('--check')) {
    const why = whyNothing(changelog);
    if (why !== undefined) throw new Error(why);
  } else {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    writeFileSync(path, released(changelog, version, new Date().toISOString().slice(0, 10)));
  }
} catch (error) {
  process.stderr.write(`Failed to release: ${error.message}.\n`);
  process.exitCode = 2;
}
