// Says why what a tag names cannot be published: node tools/release/check-tag.mjs v1.2.3
import { readFileSync } from 'node:fs';
import { sectionOf } from './changelog.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { name, version, private: isPrivate, repository } = JSON.parse(read('package.json'));
const [tag = ''] = process.argv.slice(2);

const faults = [
  tag !== `v${version}` && `the tag is ${JSON.stringify(tag)}, and package.json has the version ${version}`,
  !sectionOf(read('CHANGELOG.md'), version) && `CHANGELOG.md says nothing of ${version}. Run: npm version`,
  isPrivate && `package.json says that ${name} is private`,
  // Provenance is refused without it.
  !repository && 'package.json has no repository',
].filter(Boolean);

for (const fault of faults) process.stderr.write(`Failed to release ${tag || 'nothing'}: ${fault}.\n`);
if (faults.length > 0) process.exitCode = 1;
