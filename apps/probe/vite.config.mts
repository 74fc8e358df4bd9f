import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** Where each library has the script that it publishes for a page, and the name that it gets here. */
const libraries = {
  'hls.js': 'hls.js/dist/hls.light.min.js',
  'howler.js': 'howler/dist/howler.min.js',
  'wavesurfer.js': 'wavesurfer.js/dist/wavesurfer.min.js',
  'tone.js': 'tone/build/Tone.js',
  // Without its part for streams.
  'video.js': 'video.js/dist/alt/video.core.min.js',
  'plyr.js': 'plyr/dist/plyr.min.js',
};

/** Libraries as they are published, beside the probe: a page loads none that it does not play by. */
const librariesBesideProbe: Plugin = {
  name: 'libraries-beside-probe',
  generateBundle() {
    for (const [fileName, path] of Object.entries(libraries)) {
      const published = readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8');
      // Its source map stays behind.
      const source = published.replace(/^\/\/# sourceMappingURL=.*$/m, '');
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
};

/** One classic script: it must also run in pages of opaque origin and from the local disk, where modules may not load. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [librariesBesideProbe],
  build: {
    outDir: '../dist/probe',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'probe.ts', formats: ['iife'], name: 'earshotProbe', fileName: () => 'probe.js' },
  },
});
