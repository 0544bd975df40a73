import path from 'node:path';
import { defineConfig } from 'electron-vite';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';

/**
 * Turns `msg` and `t` into catalogue ids; looks only at files that import them. The source text stays beside the id, in every build: the engine, the logs and the
 * command line speak it, and it stands in for what a catalogue lacks.
 */
const words = () => babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' })] });

const alias = { '@shared': path.resolve(import.meta.dirname, 'src-shared') };

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [words()],
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
          'scan-worker': 'src-main/engine-entry/scan-worker.ts',
          'backup-worker': 'src-main/engine-entry/backup-worker.ts',
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
    plugins: [words()],
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
    plugins: [words(), react(), lingui({ failOnCompileError: true })],
    build: {
      outDir: 'out/renderer',
      minify: true,
      sourcemap: false,
      rollupOptions: { input: { index: path.resolve(import.meta.dirname, 'src-renderer/index.html') } },
    },
  },
});
