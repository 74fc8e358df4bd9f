import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pagePath } from '../../../model/lab/topology/guarded-pages';
import { frameBase, pageBase, pageSpec, type PageId } from '../../../model/lab/topology/pages';
import { probeDocument } from '../../../servers/site/documents';
import { makeOwnFolder } from '../../left-behind/own-folder';
import type { LabAddress } from '../../lab/lab-address';
import type { LabPage, OpenProbe } from './session';

const builtProbe = join(__dirname, '..', '..', '..', 'apps', 'dist', 'probe', 'probe.js');

interface LocalFile {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/** The page as a file on the local disk, beside its script. */
async function writeLocalPage(id: PageId): Promise<LocalFile> {
  const folder = await makeOwnFolder('page');
  const path = join(folder.path, 'lab.html');
  await Promise.all([
    writeFile(path, probeDocument(pageSpec(id).title, './probe.js')),
    copyFile(builtProbe, join(folder.path, 'probe.js')),
  ]);
  return { url: pathToFileURL(path).href, remove: folder.remove };
}

/** Opens a page of the lab in a profile of its own. */
export async function openLabPage(
  openProbe: OpenProbe,
  { ports, secret }: Pick<LabAddress, 'ports' | 'secret'>,
  id: PageId,
): Promise<LabPage> {
  const { opened, permissions = [], userActivation } = pageSpec(id);
  if (opened !== 'file') {
    const base = opened === 'cross-origin-frame' ? frameBase(ports, id) : pageBase(ports, id);
    return openProbe({
      url: base + pagePath(id, secret),
      depth: opened.endsWith('-frame') ? 1 : 0,
      permissions,
      ...(userActivation && { userActivation }),
    });
  }
  const local = await writeLocalPage(id);
  try {
    const labPage = await openProbe({ url: local.url, depth: 0 });
    const close = () => labPage.close().then(local.remove);
    return { ...labPage, close };
  } catch (error) {
    await local.remove();
    throw error;
  }
}
