import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { windowPlugins } from './renderer/window-plugins.ts';

/** Journeys that look at the clock. */
const measured = ['kernels', 'kernels-in-chromium', 'reaction'].map(
  (name) => `electron/testing/journeys/${name}.test.ts`,
);

const wholePrograms = {
  globalSetup: ['./electron/testing/build-once.ts'],
  testTimeout: 120_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    reporters: ['default'],
    // Many wait more than they compute: two at once also where there are two processors only.
    maxWorkers: Math.max(2, availableParallelism() - 1),
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
          exclude: measured,
          ...wholePrograms,
          // Each of these drives whole programs and a browser.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'measured',
          include: measured,
          ...wholePrograms,
          // What they measure, nothing else may disturb.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
