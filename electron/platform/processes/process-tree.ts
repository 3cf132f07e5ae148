import { isSameProcess } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { ProcessEntry } from './process-table.ts';

/** A started program and everything that came from it. */
export interface TreeTarget {
  /** The mark that its processes carry. */
  readonly mark: string;
  /** The process that was started; null where it ended before it could be identified. */
  readonly root: ProcessIdentity | null;
  /**
   * Whether the session the root made may be followed although the root has ended: right after its
   * end, before its pid can have become another session's.
   */
  readonly followSession: boolean;
}

/**
 * The living processes of a tree: the root, what carries the mark, what is in the root's
 * session, and what descends from any of these. Never ourselves.
 */
export function treeOf(entries: readonly ProcessEntry[], target: TreeTarget): ProcessEntry[] {
  const { root, mark } = target;
  const holder = entries.find((entry) => entry.pid === root?.pid);
  const rootAlive = holder !== undefined && root !== null && isSameProcess(holder, root);
  // A stranger that holds the root's pid proves that the session of that number is not ours.
  const followed = rootAlive || (holder === undefined && target.followSession) ? root : null;

  const members = new Set(
    entries.filter(
      (entry) =>
        entry.mark === mark ||
        (rootAlive && entry === holder) ||
        (followed !== null && isInSession(entry, followed)),
    ),
  );
  // A set yields what is added while it is walked, so this reaches every generation.
  for (const parent of members) {
    for (const entry of entries) if (isChild(entry, parent)) members.add(entry);
  }
  return [...members].filter((entry) => entry.pid !== process.pid);
}

const isInSession = (entry: ProcessEntry, root: ProcessIdentity): boolean =>
  entry.sessionPid === root.pid && entry.boot === root.boot && entry.startedAt >= root.startedAt;

// Windows keeps the parent's number when the parent has ended; a parent younger than its child is
// another program that got the number.
const isChild = (entry: ProcessEntry, parent: ProcessEntry): boolean =>
  entry.parentPid === parent.pid && entry.startedAt >= parent.startedAt;
