import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from '@playwright/test';
import picomatch from 'picomatch';
import { decisions, fence, fencesOf, inlineCodeOf, pages, read, root } from '../support/pages';

/** The folders that pages speak of. A path that begins with one of these must be there, whoever renames it. */
const rooms = [
  ...['model', 'servers', 'apps', 'runner', 'api', 'tools', 'specs', 'setup', 'docs', 'deploy'],
  ...['.github', '.ci'],
];
/** What commands make. */
const made = ['dist', 'node_modules'];

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (made.includes(entry.name)) return [];
    return entry.isDirectory() ? [path, ...filesIn(path)] : [path];
  });
const paths = rooms.flatMap((room) => [room, ...filesIn(room)]);

/** The paths of the repository in a text: those that begin with a room, and sources that are called by their name alone. */
function pathsIn(text: string): string[] {
  // `<name>` stands for any name.
  const codes = [...inlineCodeOf(text), ...fencesOf(text)].map((code) => code.replace(/<[\w-]+>/g, '*'));
  const words = codes.flatMap((code) => code.split(/[\s'"`()<>,;:]+/));
  const isPath = (word: string) =>
    (rooms.includes(word.split('/')[0]!) && word.includes('/')) || /^[\w*-]+\.(ts|mts|mjs)$/.test(word);
  return words.filter((word) => isPath(word) && !word.split('/').some((part) => made.includes(part)));
}

function isThere(path: string): boolean {
  const name = path.replace(/\/$/, '');
  if (!name.includes('/') && existsSync(join(root, name))) return true;
  const matches = picomatch(name.includes('/') ? name : `**/${name}`, { dot: true });
  return paths.some((each) => matches(each));
}

/** The places that a page links to, in this repository. */
const linksIn = (text: string): string[] =>
  [...text.replace(fence, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^\w+:/.test(target));

/** What GitHub makes of a heading, for links to it. */
const anchorsOf = (text: string): string[] =>
  [...text.replace(fence, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

function isLinked(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
}

for (const page of pages) {
  test(`what ${page} names is there`, () => {
    const text = read(page);
    expect.soft(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
    expect.soft(linksIn(text).filter((link) => !isLinked(page, link))).toEqual([]);
  });
}

test('the rooms that pages are checked for are all that there are', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const left = ['node_modules', 'test-results', 'playwright-report', 'blob-report'];
  // Editors and tools have dotted folders of their own.
  const names = folders
    .map(({ name }) => name)
    .filter((name) => !left.includes(name) && (rooms.includes(name) || !name.startsWith('.')));
  expect(names.sort()).toEqual([...rooms].sort());
});

/** The rows of the index: number, file, title, date and status. */
const rows = [
  ...read('docs/decisions/README.md').matchAll(/^\| (\d+) +\| \[(.*)\]\((.*)\) +\| (\S+) +\| (.*?) +\|$/gm),
].map(([, number = '', title = '', file = '', date = '', status = '']) => ({
  number,
  title,
  file,
  date,
  status,
}));

test('the index of decisions has each record once, by its number and its title', () => {
  expect(rows.map(({ file }) => file)).toEqual(decisions);
  for (const { number, title, file } of rows) {
    expect.soft(Number(file.slice(0, 4))).toBe(Number(number));
    expect.soft(read(`docs/decisions/${file}`).split('\n')[0]).toBe(`# ${number}. ${title}`);
  }
});

test('the index says of each decision when it was made, and whether it stands', () => {
  const numbers = rows.map(({ number }) => number);
  for (const { date, status, file } of rows) {
    expect.soft(date, file).toMatch(/^20\d\d-\d\d-\d\d$/);
    const found = /^(?:stands|stands, but for what (\d+) changes|replaced by (\d+))$/.exec(status);
    expect.soft(found, `${file}: ${status}`).not.toBeNull();
    const by = found?.[1] ?? found?.[2];
    if (by !== undefined) expect.soft(numbers, file).toContain(by);
  }
});
