import { z } from 'zod';
import { MinerId, ProfileId, RunId } from './ids.ts';
import { Reading } from './reading.ts';
import { Count, Hashrate, Time } from './units.ts';

export const RunState = z.enum([
  'stopped',
  'starting',
  'warming-up',
  'running',
  'paused',
  'stopping',
  'backing-off',
  'failed',
]);
export type RunState = z.infer<typeof RunState>;

/** Why a run is over. `interrupted`: the program itself was killed; `shutdown`: it was closed. */
export const EndReason = z.enum(['user', 'shutdown', 'failed', 'interrupted']);
export type EndReason = z.infer<typeof EndReason>;

/** One started miner, from start to stop. A restart after a crash is still the same run. */
export const Run = z
  .object({
    id: RunId,
    profileId: ProfileId,
    profileName: z.string(),
    minerId: MinerId,
    minerName: z.string(),
    algorithm: z.string(),
    poolUrl: z.string(),
    state: RunState,
    stateSince: Time,
    startedAt: Time,
    endedAt: Time.nullable(),
    endReason: EndReason.nullable(),
    reason: z
      .string()
      .nullable()
      .describe('One sentence: why it is in this state, where that needs saying.'),
    lastLines: z
      .array(z.string())
      .max(20)
      .describe('The last output before the last unwanted exit.'),
    retryAt: Time.nullable().describe('When a run that backs off starts again.'),
    pausedUntil: Time.nullable(),
    restarts: Count,
    canPause: z.boolean(),
    pid: z.number().int().positive().nullable(),
    reading: Reading.nullable(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

/** A run as history keeps it. */
export const Session = z
  .object({
    runId: RunId,
    profileId: ProfileId,
    profileName: z.string(),
    minerId: MinerId,
    algorithm: z.string(),
    poolUrl: z.string(),
    startedAt: Time,
    endedAt: Time.nullable(),
    endReason: EndReason.nullable(),
    accepted: Count,
    rejected: Count,
    restarts: Count,
    averageHashrate: Hashrate,
    maxHashrate: Hashrate,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** One complete line of a miner's output, colours kept. */
export const LogLine = z
  .object({ seq: z.number().int().nonnegative(), at: Time, text: z.string() })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof LogLine>;
