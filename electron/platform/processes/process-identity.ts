import { z } from 'zod';

/**
 * Which process exactly is meant. The pid alone is not enough: the system gives it to another
 * program soon after its owner has ended.
 */
export const ProcessIdentity = z.object({
  pid: z.number().int().min(2),
  /** When it started; Linux: clock ticks since the boot, Windows: epoch ms. */
  startedAt: z.number().nonnegative(),
  /** Which boot of the machine that was; empty where `startedAt` is a date. */
  boot: z.string(),
  /** Path of the program it runs; null where the system does not tell. */
  executable: z.string().nullable(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/**
 * Whether both are one process. The path is left out: a process keeps its pid and start time when
 * it goes on as another program, as a start script does.
 */
export function isSameProcess(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.pid === other.pid && one.startedAt === other.startedAt && one.boot === other.boot;
}
