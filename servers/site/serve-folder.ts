import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Router, static as serveStatic } from 'express';

/** The files that a folder has as `.br` alone, as the larger ones of a package are; none where there is no folder. */
function packedIn(folder: string): string[] {
  try {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return paths
      .filter((path) => path.endsWith('.br'))
      .map((path) => path.slice(0, -3).replaceAll('\\', '/'));
  } catch {
    return [];
  }
}

/** Serves the files of a folder, those too that are packed. */
export function serveFolder(folder: string, options: { readonly index?: false } = {}): Router {
  const router = Router();
  for (const path of packedIn(folder)) {
    router.get(`/${path}`, (_req, res) => {
      res.type(path).send(brotliDecompressSync(readFileSync(join(folder, `${path}.br`))));
    });
  }
  return router.use(serveStatic(folder, options));
}

/** Serves the scripts of a folder, and nothing else that is in it. */
export function serveScripts(folder: string): Router {
  const router = Router();
  router.use((req, _res, next) => next(/\.(?:m?js|wasm)$/.test(req.path) ? undefined : 'router'));
  return router.use(serveStatic(folder, { index: false, redirect: false }));
}
