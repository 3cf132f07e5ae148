import type { PoolJob } from './pool-session.ts';

/** What the pool calls a job; null for those of eth-proxy, which have no name. */
export function jobIdOf({ job }: PoolJob): string | null {
  return 'id' in job ? job.id : null;
}
