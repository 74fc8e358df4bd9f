// What publint and arethetypeswrong find in a tarball.
import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * What TypeScript says that is so, and no fault: CommonJS that asks for a module gets one, as every Node since 20.19 lets
 * it (package.json asks for 20.20, and a spec requires it); and there is no `main`, so resolution as of Node 10 finds nothing.
 */
const isMeant = ({ kind, resolutionKind }) =>
  (kind === 'CJSResolvesToESM' && resolutionKind === 'node16-cjs') || resolutionKind === 'node10';

/** @param {Buffer} bytes @returns {Promise<string[]>} */
async function faultsOfTypes(bytes) {
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)));
  if (!types) return ['arethetypeswrong: there are no types'];
  return problems
    .filter((problem) => !isMeant(problem))
    .map(
      ({ kind, entrypoint = '', resolutionKind = '' }) =>
        `arethetypeswrong: ${kind} ${entrypoint} ${resolutionKind}`,
    );
}

/**
 * What is wrong with a package, a line for each.
 * @param {string} tarball its path
 * @returns {Promise<string[]>}
 */
export async function faultsOf(tarball) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  const said = messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
  return [...said, ...(await faultsOfTypes(bytes))];
}
