import type { Log } from '../../base/log.ts';
import { askThenKill, endTree } from '../processes/end-tree.ts';
import { isSameProcess } from '../processes/process-identity.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { readLiveFile, writeLiveFile } from './live-list.ts';
import type { LiveEntry } from './live-list.ts';

export interface EndedProcess {
  readonly runId: string;
  readonly pid: number;
  readonly executable: string | null;
}

/**
 * Ends what an earlier life of the program left running, as happens when it and its pty host were
 * killed at once. Only processes that are surely ours are touched: those that carry a mark of the
 * list, those with the pid, start time and path of the list, and what descends from these.
 * To be called once, before the first spawn.
 *
 * @param liveFile  the list that PtyHostClient keeps
 */
export async function endOrphans(liveFile: string, log: Log): Promise<EndedProcess[]> {
  const entries = await readLiveFile(liveFile, log);
  const ended = await Promise.all(entries.map((entry) => endLeft(entry, log)));
  try {
    await writeLiveFile(liveFile, []);
  } catch (error) {
    log.warn('the list of live processes cannot be cleared', { error: String(error) });
  }
  return ended.flat();
}

async function endLeft({ runId, mark, identity }: LiveEntry, log: Log): Promise<EndedProcess[]> {
  const found = identity ? await systemProcesses.find(identity.pid) : undefined;
  const isOurs =
    found !== undefined &&
    identity !== null &&
    isSameProcess(found, identity) &&
    (found.mark === mark || found.executable === identity.executable);
  // Long after its root's end a session's number may be another's, so it is not followed.
  const target = { mark, root: isOurs ? identity : null, followSession: false };
  const { signalled, left } = await endTree(systemProcesses, target, askThenKill);
  const fields = { runId, pids: signalled.map(({ pid }) => pid) };
  if (signalled.length > 0) log.warn('ended a miner left by an earlier life', fields);
  if (left.length > 0) log.error('a left miner cannot be ended', fields);
  return signalled.map(({ pid, executable }) => ({ runId, pid, executable }));
}
