import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');
export const read = (path: string) => readFileSync(join(root, path), 'utf8');
const namesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));

export const decisions = namesIn('docs/decisions', '.md').filter((name) => name !== 'README.md');
export const pages = [
  ...namesIn('.', '.md'),
  ...namesIn('docs', '.md').map((name) => `docs/${name}`),
  ...['README.md', ...decisions].map((name) => `docs/decisions/${name}`),
];

export const fence = /^```\w*\n(.*?)^```$/gms;
/** The blocks of code in a text; those of one language if it is named. */
export const fencesOf = (text: string, language?: string) =>
  [...text.matchAll(fence)]
    .filter(([block]) => language === undefined || block.startsWith(`\`\`\`${language}\n`))
    .map(([, block]) => block!);
export const inlineCodeOf = (text: string) =>
  [...text.replace(fence, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replace(/\s+/g, ' '));
