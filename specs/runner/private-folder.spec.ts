import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { makePrivateFolder } from '../../setup/private-folder';
import { takeTurn } from '../support/take-turns';

test.skip(process.platform === 'win32', 'Windows has no modes and no numbers of users');

test('a private folder is made for its user alone, and taken again', ({}, testInfo) => {
  const path = testInfo.outputPath('own');
  expect(makePrivateFolder(path)).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(makePrivateFolder(path)).toBe(path);
});

const planted = [
  {
    title: 'a link',
    plant: (path: string) => {
      mkdirSync(`${path}-else`);
      symlinkSync(`${path}-else`, path);
    },
    says: 'it is not a folder, but a link or a file',
  },
  {
    title: 'a folder that others may write to',
    plant: (path: string) => {
      mkdirSync(path);
      chmodSync(path, 0o777);
    },
    says: 'others may write to it',
  },
  {
    title: "another user's folder",
    plant: (path: string) => {
      test.skip(process.getuid?.() !== 0, 'only root can give a folder away');
      mkdirSync(path, { mode: 0o700 });
      chownSync(path, 65_534, 65_534);
    },
    says: 'it belongs to another user (65534)',
  },
];
for (const { title, plant, says } of planted) {
  test(`${title} is refused as the folder of turns`, async ({}, testInfo) => {
    const path = testInfo.outputPath('turns');
    plant(path);
    await expect(takeTurn('browser', path)).rejects.toThrow(
      `Failed to use the folder ${path}: ${says}. Remove it`,
    );
  });
}

test('files with other names are no turns', async ({}, testInfo) => {
  const path = makePrivateFolder(testInfo.outputPath('turns'));
  for (const name of ['stack.0.x', 'stack.-1-1-1.x', 'stack', 'stack.NaN.x'])
    writeFileSync(`${path}/${name}`, '');
  await (
    await takeTurn('browser', path)
  )();
});
