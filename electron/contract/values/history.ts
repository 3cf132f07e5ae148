import { z } from 'zod';
import { ProfileId, RunId } from './ids.ts';
import { Hashrate, Time } from './units.ts';

export const JournalKind = z.enum([
  'start',
  'stop',
  'crash',
  'hang',
  'restart',
  'failed',
  'pause',
  'resume',
  'interrupted',
  'notice',
]);
export type JournalKind = z.infer<typeof JournalKind>;

/** One thing that happened, in one sentence. Entries of a run are the marks of its chart. */
export const JournalEntry = z
  .object({
    id: z.number().int().positive(),
    at: Time,
    runId: RunId.nullable(),
    kind: JournalKind,
    text: z.string(),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Ten seconds of one run, as history takes it. */
export const Sample = z
  .object({ runId: RunId, at: Time, hashrate: Hashrate })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof Sample>;

/** A bucket of a chart; all three are null where nothing was measured, and the chart shows a gap. */
export const HistoryPoint = z
  .object({ at: Time, min: Hashrate, avg: Hashrate, max: Hashrate })
  .meta({ id: 'HistoryPoint' });
export type HistoryPoint = z.infer<typeof HistoryPoint>;

export const HistoryQuery = z
  .object({
    from: Time,
    to: Time,
    maxPoints: z.number().int().min(2).max(2000).default(300),
    runId: RunId.optional(),
    profileId: ProfileId.optional(),
  })
  .refine((query) => query.to > query.from, { path: ['to'], message: 'must be later than from' });
export type HistoryQuery = z.infer<typeof HistoryQuery>;

export const HistorySeries = z
  .object({
    from: Time,
    to: Time,
    resolution: z.enum(['10s', 'minute', 'hour']).describe('of the rows the points were made from'),
    bucketMs: z.number().int().positive(),
    points: z.array(HistoryPoint),
    marks: z.array(JournalEntry),
  })
  .meta({ id: 'HistorySeries' });
export type HistorySeries = z.infer<typeof HistorySeries>;
