// How modules of the clone find each other, and files beside them, once they lie in one folder: plugins of the build.
import { dirname, posix, relative, resolve, sep } from 'node:path';

/** The path of a module from the root of the clone, with slashes. */
export const pathIn = (root, id) => relative(root, id).split(sep).join(posix.sep);

/** What a module is called in the folder of the build, where all of them lie side by side. */
export const flatName = (path) => path.replace(/\.ts$/, '').replaceAll('/', '-');

const lazy = /\brequire\('(\.\.?\/[\w./-]+)'\)(?= as typeof import)/g;

/** The modules that a source loads only when asked to, by their paths from the root. */
export const loadedLater = (path, source) =>
  [...source.matchAll(lazy)].map(([, to]) => posix.join(posix.dirname(path), `${to}.ts`));

/** `require()` of a module that waits until it is asked for stays one, of the file that the build makes of it. */
export const keepLoadedLater = (root) => ({
  name: 'keep what is loaded later',
  transform(code, id) {
    if (!id.endsWith('.ts') || !lazy.test(code)) return null;
    lazy.lastIndex = 0;
    const replaced = code.replace(lazy, (_, to) => {
      const path = pathIn(root, resolve(dirname(id), `${to}.ts`));
      return `createRequire(import.meta.url)('./${flatName(path)}.js')`;
    });
    return { code: `import { createRequire } from 'node:module'; ${replaced}`, map: null };
  },
});

const folders = 'earshot:folders';

/**
 * `__dirname` is where the module would be if the root of the clone were `filesAt`, which is a path from the folder of the
 * build.
 */
export const keepFolders = (root, filesAt) => ({
  name: 'keep folders',
  resolveId: (id) => (id === folders ? `\0${folders}` : null),
  load: (id) =>
    id === `\0${folders}`
      ? "import { fileURLToPath } from 'node:url'; export const folderOf = (path) => fileURLToPath(new URL(path, import.meta.url));"
      : null,
  transform(code, id) {
    if (!id.startsWith(root) || id.includes('node_modules') || !/\b__dirname\b/.test(code)) return null;
    const mine = `folderOf('./${posix.join(filesAt, posix.dirname(pathIn(root, id)))}')`;
    const moved = id.endsWith('.js')
      ? code.replace(/\b__dirname\b/g, `require('${folders}').${mine}`)
      : `import { folderOf } from '${folders}'; const __dirname = ${mine}; ${code}`;
    return { code: moved, map: null };
  },
});

/**
 * Whoever has Playwright's tests has all of Playwright, but its package under its own name only where a package manager
 * puts it so. Its version stays in its own file.
 */
export const takePlaywrightFromTests = (root) => ({
  name: "take Playwright from its tests' package",
  transform(code, id) {
    if (!id.startsWith(root) || id.includes('node_modules') || !code.includes('playwright')) return null;
    const taken = code
      .replace(
        /import \{ version as (\w+) \} from 'playwright\/package\.json'/g,
        "const { version: $1 } = require('@playwright/test/package.json')",
      )
      .replace(/(\bfrom |\brequire\()'playwright(\/[\w.]+)?'/g, "$1'@playwright/test$2'");
    return { code: taken, map: null };
  },
});
