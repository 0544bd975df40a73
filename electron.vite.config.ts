import path from 'node:path';
import { defineConfig } from 'electron-vite';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';

const alias = { '@shared': path.resolve(import.meta.dirname, 'src-shared') };

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      rollupOptions: {
        // Only the benchmark drives a browser, and it runs from the sources.
        external: ['playwright-core'],
        // Workers and utility processes are plain entries, found by file name beside the running module.
        input: {
          electron: 'src-main/host-electron/main.ts',
          web: 'src-main/host-web/main.ts',
          cli: 'src-main/cli/main.ts',
          'engine-worker': 'src-main/engine-entry/engine-worker.ts',
          'engine-process': 'src-main/engine-entry/engine-process.ts',
          'reader-worker': 'src-main/engine-entry/reader-worker.ts',
          'checkpoint-worker': 'src-main/engine-entry/checkpoint-worker.ts',
          bench: 'tests/bench/main.ts',
          'bench-start': 'tests/bench/start.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'src-main/host-electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    resolve: { alias },
    plugins: [babel({ presets: [linguiTransformerBabelPreset()] }), react(), lingui()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      sourcemap: false,
      rollupOptions: { input: { index: path.resolve(import.meta.dirname, 'src-renderer/index.html') } },
    },
  },
});
