import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../base/app-error.ts';
import type { Api } from '../../contract/index.ts';
import { InstallState, type InstallJob } from '../../contract/values/miner.ts';

/** How often the job is asked for: events may be lost with a connection, and do not tell its loss. */
const periodMs = 500;

/**
 * Follows an installation to its end.
 *
 * @param started  as `miners.install` answered
 * @param tell     told of it in order, at most some times a second
 * @param signal   cancels it
 * @returns        how it ended
 * @throws {AppError} where the service went away meanwhile
 */
export async function followInstall(
  api: Api,
  started: InstallJob,
  { tell, signal }: { readonly tell: (job: InstallJob) => void; readonly signal: AbortSignal },
): Promise<InstallJob> {
  let latest = started;
  const ended = new AbortController();
  const see = (job: InstallJob): void => {
    const isOurs = job.minerId === started.minerId && job.startedAt === started.startedAt;
    // Events and answers come on two ways, so that one may overtake the other.
    if (!isOurs || latest.endedAt !== null || stepOf(job) < stepOf(latest)) return;
    latest = job;
    tell(job);
    if (job.endedAt !== null) ended.abort();
  };
  const end = api.on('miners.install', see);
  const look = async (): Promise<void> => {
    const jobs = await api.call('miners.installs', {});
    const job = jobs.find(({ minerId }) => minerId === started.minerId);
    // Somebody else began the next one before the end of this was seen.
    if (job?.startedAt !== started.startedAt) ended.abort();
    else see(job);
  };
  const cancel = async (): Promise<void> => {
    try {
      see(await api.call('miners.cancelInstall', { minerId: started.minerId }));
    } catch (error) {
      // It has ended at this very moment.
      if (!(error instanceof AppError && error.code === 'not-running')) throw error;
      await look();
    }
  };
  try {
    tell(started);
    while (!ended.signal.aborted) {
      const wake = AbortSignal.any([ended.signal, signal]);
      await delay(periodMs, undefined, { signal: wake }).catch(() => undefined);
      if (!ended.signal.aborted) await (signal.aborted ? cancel() : look());
    }
    return latest;
  } finally {
    end();
  }
}

const stepOf = ({ state }: InstallJob): number => InstallState.options.indexOf(state);
