import path from 'node:path';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import { defineConfig } from 'vitest/config';

// better-sqlite3 13 segfaults without a message under Node 20.
if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(`Tests need Node 24 or newer, this is ${process.version}. Use "npm test" or "npm run test:unit".`);
}

const root = import.meta.dirname;
/** As in `electron.vite.config.ts`. */
const words = () => babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' })] });
const resolve = {
  alias: {
    '@shared': path.resolve(root, 'src-shared'),
    '@main': path.resolve(root, 'src-main'),
    '@renderer': path.resolve(root, 'src-renderer'),
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        plugins: [words()],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{shared,engine,engine-entry,architecture,scripts,host-electron,host-web,cli}/**/*.test.ts'],
          exclude: ['tests/**/*.integration.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        plugins: [words(), react(), lingui({ failOnCompileError: true })],
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        // Child processes of the built product: command line, web host, crashes. Needs `npm run build` first.
        resolve,
        plugins: [words()],
        test: {
          name: 'integration',
          environment: 'node',
          include: ['tests/**/*.integration.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        plugins: [words()],
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.e2e.ts'],
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 240_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
