import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The page of the bridge. Its build is served from any path, and asks nobody else for anything. */
export default defineConfig({
  root,
  // The page may stand behind a proxy that gives it a path of its own.
  base: './',
  publicDir: false,
  build: {
    outDir: resolve(root, '../../out/web-miner'),
    emptyOutDir: true,
    target: ['chrome97', 'edge97', 'firefox114', 'safari16.4'],
    // The policy of the page takes nothing from a data: address.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  worker: { format: 'es' },
});
