import { spawnSync } from 'node:child_process';
import { tempFolder } from './temp-folder.ts';

/** Mounting a file system needs root on Linux; tests that need a full disk are skipped elsewhere. */
export const canMakeTinyDisk =
  process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

/** A real file system of a few kilobytes, to be filled: `using disk = tinyDisk(64)`. */
export function tinyDisk(kilobytes: number): Disposable & { readonly path: string } {
  const folder = tempFolder();
  const mount = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${kilobytes}k`,
    'tmpfs',
    folder.path,
  ]);
  if (mount.status !== 0) {
    folder[Symbol.dispose]();
    throw new Error(`no file system could be mounted: ${mount.stderr.toString()}`);
  }
  return {
    path: folder.path,
    [Symbol.dispose]() {
      // Lazy: a handle that a failing test left open must not keep the folder.
      spawnSync('umount', ['-l', folder.path]);
      folder[Symbol.dispose]();
    },
  };
}

function tryMount(): boolean {
  try {
    tinyDisk(16)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}
