import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works under any path, as its song does.
  base: './',
  build: {
    outDir: '../dist/player',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // In kB: the oracle and its policies are in it.
    chunkSizeWarningLimit: 600,
  },
});
