import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/** hls.js as it is published, beside the probe: pages that play no stream need not load it. */
const hlsBesideProbe: Plugin = {
  name: 'hls-beside-probe',
  generateBundle() {
    const path = createRequire(import.meta.url).resolve('hls.js/dist/hls.light.min.js');
    // Its source map stays behind.
    const source = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
    this.emitFile({ type: 'asset', fileName: 'hls.js', source });
  },
};

/** One classic script: it must also run in pages of opaque origin and from the local disk, where modules may not load. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [hlsBesideProbe],
  build: {
    outDir: '../dist/probe',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'probe.ts', formats: ['iife'], name: 'earshotProbe', fileName: () => 'probe.js' },
  },
});
