import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { decodeListeners, loopbackListeners } from './listeners.ts';
import { linuxProcesses } from './linux-processes.ts';
import { treeOf } from './process-tree.ts';

/**
 * Whether connections to a port of 127.0.0.1 reach a process or one that came from it.
 *
 * @returns null where the system does not tell: another one than Linux, nobody listens at this
 *          moment, or the process is closed to us
 */
export async function ownsPort(pid: number, port: number): Promise<boolean | null> {
  if (process.platform !== 'linux') return null;
  const listeners = loopbackListeners(
    ['tcp', 'tcp6'].flatMap((table) => decodeListeners(readTable(table), port)),
  );
  if (listeners.length === 0) return null;
  const entries = await linuxProcesses.list();
  const root = entries.find((entry) => entry.pid === pid);
  if (root === undefined) return null;
  // Without a mark of its own, the tree is what descends from it.
  const mark = root.mark ?? '\0';
  const tree = treeOf(entries, { mark, root, followSession: false });
  const sockets = tree.map((entry) => socketsOf(entry.pid));
  const own = new Set(sockets.flatMap((inodes) => inodes ?? []));
  if (listeners.every(({ inode }) => own.has(inode))) return true;
  return sockets.includes(null) ? null : false;
}

/** A kernel without IPv6 has only one of the two tables. */
function readTable(name: string): string {
  try {
    return readFileSync(`/proc/net/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** Inodes of a process's sockets; null where they are closed to us, none where it has ended. */
function socketsOf(pid: number): string[] | null {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((name) => inodeOf(`${folder}/${name}`));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [] : null;
  }
}

/** A file may be closed while we look. */
function inodeOf(link: string): string[] {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.slice(1) ?? [];
  } catch {
    return [];
  }
}
