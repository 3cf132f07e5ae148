import { z } from 'zod';
import { operation } from './operation.ts';
import { HistoryQuery, HistorySeries, JournalEntry } from './values/history.ts';
import { Session } from './values/run.ts';
import { Time } from './values/units.ts';

export const historyOperations = {
  'history.hashrate': operation({
    summary:
      'Hashrate of a window in at most maxPoints buckets; of all runs together unless one is named',
    input: HistoryQuery,
    output: HistorySeries,
    permission: 'view',
    route: 'GET /history/hashrate',
  }),
  'history.sessions': operation({
    summary: 'Runs of the past, newest first',
    input: z.object({
      before: Time.optional().describe('only those started earlier'),
      limit: z.number().int().min(1).max(500).default(50),
    }),
    output: z.array(Session),
    permission: 'view',
    route: 'GET /history/runs',
  }),
  'history.journal': operation({
    summary: 'What happened, newest first',
    input: z.object({
      before: z.number().int().positive().optional().describe('only entries with a smaller id'),
      limit: z.number().int().min(1).max(500).default(50),
    }),
    output: z.array(JournalEntry),
    permission: 'view',
    route: 'GET /history/journal',
  }),
} as const;
