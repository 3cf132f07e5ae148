import { defineConfig } from 'vitest/config';
import { windowPlugins } from './renderer/window-plugins.ts';

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['electron', 'build', 'native', 'resources'].map(
            (folder) => `${folder}/**/*.test.ts`,
          ),
          exclude: ['electron/testing/journeys/**'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: windowPlugins(),
        test: {
          name: 'window',
          include: ['renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['electron/testing/journeys/**/*.test.ts'],
          globalSetup: ['./electron/testing/build-once.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Each of these drives whole programs; side by side they would only wait for the processor.
          fileParallelism: false,
        },
      },
    ],
  },
});
