import type { Profile } from '../../../contract/values/profile.ts';
import { isOpen } from './schedule.ts';

/**
 * Whether what mined when the program ended should go on now: not where its window closed meanwhile.
 * What was started outside a window goes on, as it would have without the end.
 *
 * @param startedAt  of the run that was interrupted, epoch ms; null where nobody knows
 */
export function mayResume(
  { schedule }: Pick<Profile, 'schedule'>,
  startedAt: number | null,
  now: number,
): boolean {
  if (!schedule || isOpen(schedule, new Date(now))) return true;
  return startedAt !== null && !isOpen(schedule, new Date(startedAt));
}
