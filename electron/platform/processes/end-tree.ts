import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess } from './process-identity.ts';
import type { ProcessEntry, ProcessTable, TreeSignal } from './process-table.ts';
import { treeOf } from './process-tree.ts';
import type { TreeTarget } from './process-tree.ts';

/** A signal and how long its end may take before the next, harder one. */
export interface EndStep {
  readonly signal: TreeSignal;
  readonly waitMs: number;
}

/** Ask as Ctrl+C does, then kill: short, because nobody is left who could wait for a miner. */
export const askThenKill: readonly EndStep[] = [
  { signal: 'SIGINT', waitMs: 1_500 },
  { signal: 'SIGKILL', waitMs: 2_500 },
];

export interface EndResult {
  /** What was alive and was signalled. */
  readonly signalled: readonly ProcessEntry[];
  /** What lives on after the last step, such as a process of another user; normally nothing. */
  readonly left: readonly ProcessEntry[];
}

/** How often the end is looked for, ms. */
const pollMs = 25;

/**
 * Ends a whole tree. What a member starts meanwhile is found too: each step lists again until
 * nothing is left or its time is up.
 */
export async function endTree(
  table: ProcessTable,
  target: TreeTarget,
  steps: readonly EndStep[],
): Promise<EndResult> {
  const signalled: ProcessEntry[] = [];
  for (const { signal, waitMs } of steps) {
    const deadline = performance.now() + waitMs;
    const asked: ProcessEntry[] = [];
    for (;;) {
      const members = treeOf(await table.list(), target);
      if (members.length === 0) return { signalled, left: [] };
      const news = members.filter((member) => !includes(asked, member));
      for (const member of news) await table.signal(member, signal);
      asked.push(...news);
      signalled.push(...news.filter((member) => !includes(signalled, member)));
      await waitForEnd(table, members, deadline);
      if (performance.now() >= deadline) break;
    }
  }
  return { signalled, left: treeOf(await table.list(), target) };
}

/**
 * Sends one signal to every member of a tree.
 * @returns false when the system did not permit it for some member
 */
export async function signalTree(
  table: ProcessTable,
  target: TreeTarget,
  signal: TreeSignal,
): Promise<boolean> {
  const members = treeOf(await table.list(), target);
  const permitted = await Promise.all(members.map((member) => table.signal(member, signal)));
  return permitted.every(Boolean);
}

async function waitForEnd(
  table: ProcessTable,
  members: readonly ProcessEntry[],
  deadline: number,
): Promise<void> {
  let alive = members;
  while (alive.length > 0 && performance.now() < deadline) {
    await delay(pollMs);
    const found = await Promise.all(alive.map((member) => table.find(member.pid)));
    alive = alive.filter((member, at) => {
      const now = found[at];
      return now !== undefined && isSameProcess(now, member);
    });
  }
}

const includes = (entries: readonly ProcessEntry[], wanted: ProcessEntry): boolean =>
  entries.some((entry) => isSameProcess(entry, wanted));
