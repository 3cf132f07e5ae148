import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { windowPlugins } from './renderer/window-plugins.ts';

const root = import.meta.dirname;
const at = (path: string): string => resolve(root, path);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        // One file a process: each of these is the entry of a process or a thread of its own.
        input: {
          main: at('electron/main.ts'),
          cli: at('electron/cli.ts'),
          'pty-host': at('electron/platform/pty/pty-host.ts'),
          'builtin-miner': at('electron/builtin-miner/main.ts'),
          'scan-worker': at('electron/builtin-miner/scan-worker.ts'),
          'kernel-worker': at('electron/platform/kernels/thread/kernel-worker.ts'),
          'speed-worker': at('electron/commands/kernels/speed-worker.ts'),
        },
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload must be CommonJS and bundle everything but `electron`.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Small fonts must stay files: the page's policy takes no font from a data: address.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
    plugins: windowPlugins(),
  },
});
