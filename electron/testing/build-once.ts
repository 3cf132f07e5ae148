import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Builds the program where its sources are newer than what was built: tests run what is shipped. */
export default function buildOnce(): void {
  const built = join(root, 'out/main/cli.js');
  const sources = ['electron', 'renderer', 'package.json', 'electron.vite.config.ts'];
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newest))) return;
  const build = spawnSync('electron-vite', ['build'], { cwd: root, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stdout}${build.stderr}`);
}

function newest(path: string): number {
  const full = resolve(root, path);
  const entry = statSync(full);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(full)
      .filter(isSource)
      .map((name) => newest(join(full, name))),
  );
}

const isSource = (name: string): boolean => !name.endsWith('.test.ts') && !name.startsWith('.');
