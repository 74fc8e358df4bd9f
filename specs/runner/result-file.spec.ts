import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openResultFile, OutputFailure } from '../../runner/report/result-file';

const folderOf = async (info: { outputPath(name: string): string }): Promise<string> => {
  const folder = info.outputPath('out');
  await mkdir(folder, { recursive: true });
  return folder;
};

test('a file that can be written is left as it is until there is a result', async ({}, info) => {
  const folder = await folderOf(info);
  const old = join(folder, 'old.json');
  await writeFile(old, 'of an earlier run');
  await chmod(old, 0o640);
  const [kept, fresh] = [
    await openResultFile(old, 'JSON'),
    await openResultFile(join(folder, 'new.json'), 'JSON'),
  ];
  expect([kept.isOld, fresh.isOld]).toEqual([true, false]);
  expect(await readFile(old, 'utf8')).toBe('of an earlier run');
  expect(await readdir(folder)).toEqual(['old.json']);
  await kept.write('{"a":1}');
  await fresh.write('[]');
  expect(JSON.parse(await readFile(old, 'utf8'))).toEqual({ a: 1 });
  expect((await stat(old)).mode & 0o777).toBe(0o640);
  expect((await readdir(folder)).sort()).toEqual(['new.json', 'old.json']);
});

test('a link stays one, and what it leads to is written, there yet or not', async ({}, info) => {
  const folder = await folderOf(info);
  for (const name of ['there', 'not-yet']) {
    if (name === 'there') await writeFile(join(folder, name), '');
    await symlink(name, join(folder, `${name}.link`));
    await (await openResultFile(join(folder, `${name}.link`), 'JSON')).write(name);
    expect(await readFile(join(folder, name), 'utf8')).toBe(name);
  }
});

test('what cannot be written at the end is kept elsewhere, and the error tells where', async ({}, info) => {
  test.skip(process.platform !== 'linux', 'there is a device that is always full on Linux');
  const full = await openResultFile('/dev/full', 'JSON');
  const gone = join(await folderOf(info), 'gone');
  await mkdir(gone);
  const lost = await openResultFile(join(gone, 'run.json'), 'JSON');
  execFileSync('rm', ['-r', gone]);
  for (const [file, why] of [
    [full, 'no space is left on the device (ENOSPC)'],
    [lost, 'there is no such file or folder (ENOENT)'],
  ] as const) {
    const error: unknown = await file.write('{"kept":true}').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutputFailure);
    const { message } = error as OutputFailure;
    expect(message).toContain(why);
    const [, path = ''] = /The JSON is in (\S+) instead/.exec(message) ?? [];
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ kept: true });
    execFileSync('rm', [path]);
  }
});

test('a pipe is not touched before the result', async ({}, info) => {
  test.skip(process.platform === 'win32', 'there are no such pipes on Windows');
  const fifo = join(await folderOf(info), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const file = await openResultFile(fifo, 'JSON');
  // One reader for the whole: it would see an end if the pipe had been opened before.
  const read = readFile(fifo, 'utf8');
  await file.write('{"through":"a pipe"}');
  expect(JSON.parse(await read)).toEqual({ through: 'a pipe' });
});

test('a file that cannot be written is told before the run, in words', async ({}, info) => {
  const folder = await folderOf(info);
  await writeFile(join(folder, 'plain'), '');
  await symlink('loop', join(folder, 'loop'));
  for (const [file, why] of [
    [folder, 'it is a folder (EISDIR)'],
    [join(folder, 'no', 'such.json'), 'no such file or folder (ENOENT)'],
    [join(folder, 'plain', 'x.json'), 'part of its path is no folder (ENOTDIR)'],
    [join(folder, 'x'.repeat(5_000)), 'the name is too long (ENAMETOOLONG)'],
    [join(folder, 'loop'), 'its links lead in a circle (ELOOP)'],
  ] as const) {
    const error = await openResultFile(file, 'JSON').catch((thrown: unknown) => thrown as Error);
    expect((error as Error).message).toContain(why);
    expect((error as Error).message.length).toBeLessThan(500);
  }
});
