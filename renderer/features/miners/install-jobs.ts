import type { InstallJob, InstallState } from '../../../electron/contract/values/miner.ts';

/** In the order in which they come; one of the last three ends the installation. */
const order: Readonly<Record<InstallState, number>> = {
  'looking-up': 0,
  downloading: 1,
  verifying: 2,
  unpacking: 3,
  done: 4,
  failed: 4,
  cancelled: 4,
};

export const isUnderWay = (job: InstallJob): boolean => order[job.state] < order.done;

/** Which of the steps that a person is told of it is at, from 1; the last one where it ended. */
export const stepOf = ({ state }: InstallJob): number => Math.min(order[state], 3) + 1;

/**
 * The installations with one of them replaced. An answer may come after newer announcements of the
 * same installation: those stay.
 */
export function withJob(jobs: readonly InstallJob[], job: InstallJob): InstallJob[] {
  const known = jobs.find(({ minerId }) => minerId === job.minerId);
  if (known !== undefined && isOlder(job, known)) return [...jobs];
  return [...jobs.filter((each) => each !== known), job];
}

function isOlder(job: InstallJob, known: InstallJob): boolean {
  if (job.startedAt !== known.startedAt) return job.startedAt < known.startedAt;
  if (job.state !== known.state) return order[job.state] < order[known.state];
  return job.attempt === known.attempt && job.receivedBytes < known.receivedBytes;
}

/** How long the download still takes, ms; null where nobody knows. */
export function msLeft({ receivedBytes, totalBytes, bytesPerSecond }: InstallJob): number | null {
  if (totalBytes === null || bytesPerSecond === null || bytesPerSecond <= 0) return null;
  return (Math.max(0, totalBytes - receivedBytes) / bytesPerSecond) * 1_000;
}
