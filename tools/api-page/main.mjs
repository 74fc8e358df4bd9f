// npm run docs:api writes docs/api.md out of the docstrings of what the package exports. With --check it writes nothing, and
// ends with 1 if the page is another than what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pagesOfDoors } from './pages-of-doors.mjs';

const page = fileURLToPath(new URL('../../docs/api.md', import.meta.url));

const head = `# The API

What the package exports, by its doors. [Use Earshot as a package](use-as-a-package.md) has examples. This page is made out of the
docstrings: \`npm run docs:api\` writes it.
`;

const wanted = [head, ...(await pagesOfDoors())].join('\n');

if (!process.argv.includes('--check')) writeFileSync(page, wanted);
else if (readFileSync(page, 'utf8') !== wanted) {
  process.stderr.write('docs/api.md is not what the docstrings say. Run: npm run docs:api\n');
  process.exitCode = 1;
}
