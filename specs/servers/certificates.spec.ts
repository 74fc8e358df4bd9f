import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { allHostNames } from '../../model/lab/topology/topology';
import { startLab } from '../../servers/lab';
import { bundleOf } from '../../servers/tls/bundle';
import {
  awaitCertificates,
  CertificatesError,
  loadCertificates,
  type Certificates,
} from '../../servers/tls/certificates';
import { makeCertificates } from '../../servers/tls/make-certificates';
import { ask } from './ask';

const folderFor = () => mkdtempSync(join(tmpdir(), 'earshot-tls-'));

test('certificates are made once, and kept', async () => {
  const folder = folderFor();
  const [first, second] = [await loadCertificates(folder), await loadCertificates(folder)];
  expect(second).toEqual(first);
  rmSync(folder, { recursive: true });
});

test('several labs that start at once over an empty folder agree', async () => {
  const folder = join(folderFor(), 'tls');
  const made = await Promise.all(Array.from({ length: 4 }, () => loadCertificates(folder)));
  for (const each of made) expect(each).toEqual(await loadCertificates(folder));
  rmSync(folder, { recursive: true });
});

test('the authority stands in a file of its own, for people to import', async () => {
  const folder = folderFor();
  const { ca } = await loadCertificates(folder);
  expect(readFileSync(join(folder, 'ca.pem'), 'utf8').trim()).toBe(ca.trim());
  rmSync(folder, { recursive: true });
});

const spoilt: Record<string, (own: Certificates, foreign: Certificates) => string> = {
  'an empty file': () => '',
  'half a file': ({ key, chain }) => `${key}\n${chain}`.slice(0, 600),
  'a broken certificate': ({ key, ca }) => `${key}\n${ca.replaceAll('A', 'B')}\n${ca}`,
  'the key of another leaf': ({ chain }, { key }) => `${key}\n${chain}`,
  'a leaf of another authority': ({ key, chain, ca }, foreign) => `${key}\n${chain.replace(ca, foreign.ca)}`,
};
for (const [title, spoil] of Object.entries(spoilt)) {
  test(`${title} is replaced`, async () => {
    const [folder, other] = [folderFor(), folderFor()];
    const [first, foreign] = [await loadCertificates(folder), await loadCertificates(other)];
    writeFileSync(join(folder, 'lab.pem'), spoil(first, foreign));
    const second = await loadCertificates(folder);
    expect(second.spki).not.toBe(first.spki);
    expect(await loadCertificates(folder)).toEqual(second);
    for (const each of [folder, other]) rmSync(each, { recursive: true });
  });
}

const day = 24 * 3_600_000;
const bundleAt = async (now: number) => bundleOf(await makeCertificates(allHostNames(), now));

const ages = [
  ['good for six more days', -391, false],
  ['good for eight more days', -389, true],
  ['good from yesterday on', 0, true],
  ['good from tomorrow on', 2, false],
] as const;
for (const [title, days, stays] of ages) {
  test(`certificates that are ${title} ${stays ? 'stay' : 'are replaced'}`, async () => {
    const folder = folderFor();
    const bundle = await bundleAt(Date.now() + days * day);
    writeFileSync(join(folder, 'lab.pem'), bundle);
    const { key } = await loadCertificates(folder);
    expect(bundle.includes(key)).toBe(stays);
    rmSync(folder, { recursive: true });
  });
}

/** A process that loads the certificates of the next folder when it is told to, and gives their public key. */
async function startLoader(folders: readonly string[]) {
  const args = ['-r', 'ts-node/register', join(__dirname, 'load-certificates.ts'), ...folders];
  const { stdin, stdout } = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  await lines.next();
  return async (): Promise<string> => {
    stdin.write('\n');
    return String((await lines.next()).value);
  };
}

test('processes that find a stale bundle at once come to have the same certificates', async () => {
  const folders = Array.from({ length: 40 }, folderFor);
  const stale = await bundleAt(Date.now() - 400 * day);
  for (const folder of folders) writeFileSync(join(folder, 'lab.pem'), stale);
  const loaders = await Promise.all(Array.from({ length: 4 }, () => startLoader(folders)));
  for (const folder of folders) {
    const keys = await Promise.all(loaders.map((load) => load()));
    const { spki } = await loadCertificates(folder);
    expect.soft(keys, folder).toEqual(loaders.map(() => spki));
    rmSync(folder, { recursive: true });
  }
});

test('what labs leave behind that start at once is removed by a later one', async () => {
  const folder = folderFor();
  const { spki } = await loadCertificates(folder);
  const claims = () => readdirSync(folder).filter((name) => !/^(lab|ca)\.pem$/.test(name));
  expect(claims()).toHaveLength(1);
  const past = new Date(Date.now() - 3_600_000);
  for (const name of claims()) utimesSync(join(folder, name), past, past);
  expect((await loadCertificates(folder)).spki).toBe(spki);
  expect(claims()).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Folders in which nothing can be kept, whoever asks. */
const useless: Record<string, (folder: string) => string> = {
  'is below a file': (folder) => {
    writeFileSync(join(folder, 'file'), '');
    return join(folder, 'file', 'tls');
  },
  'holds a folder in place of the bundle': (folder) => {
    mkdirSync(join(folder, 'lab.pem'));
    return folder;
  },
};
for (const [title, spoil] of Object.entries(useless)) {
  test(`a folder that ${title} is an error that names it and what to do; a lab stands all the same`, async () => {
    const folder = folderFor();
    const tlsFolder = spoil(folder);
    const error = await loadCertificates(tlsFolder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CertificatesError);
    expect((error as Error).message).toContain(`in ${tlsFolder}: `);
    expect((error as Error).message).toContain('Make the folder writable');
    const lab = await startLab({ portBase: 0, tlsFolder });
    try {
      expect((await ask(lab, '/health', { scheme: 'https' })).status).toBe(200);
    } finally {
      await lab.close();
    }
    rmSync(folder, { recursive: true });
  });
}

test('who awaits certificates gets those that come, in place of stale ones too, and writes nothing', async () => {
  const folder = folderFor();
  writeFileSync(join(folder, 'lab.pem'), await bundleAt(Date.now() - 400 * day));
  const awaited = awaitCertificates(folder);
  expect(readdirSync(folder)).toEqual(['lab.pem']);
  expect(await loadCertificates(folder)).toEqual(await awaited);
  rmSync(folder, { recursive: true });
});

test('certificates that never come are an error that names the folder and what to do', async () => {
  const folder = folderFor();
  const error = await awaitCertificates(folder, 50).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CertificatesError);
  expect((error as Error).message).toMatch(
    /in \/.*: no good certificates came within 0.05 s. Start a server/,
  );
  rmSync(folder, { recursive: true });
});
