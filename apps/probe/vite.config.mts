import { defineConfig } from 'vite';

/** One classic script: it must also run in pages of opaque origin and from the local disk, where modules may not load. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/probe',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'probe.ts', formats: ['iife'], name: 'earshotProbe', fileName: () => 'probe.js' },
  },
});
