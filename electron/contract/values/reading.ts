import { z } from 'zod';
import { RunId } from './ids.ts';
import { Count, Hashrate, Time } from './units.ts';

/** What a miner said of itself last, from its API or, where that is silent, from its output. */
export const Reading = z
  .object({
    runId: RunId,
    at: Time,
    source: z.enum(['api', 'output']),
    hashrate: Hashrate,
    accepted: Count,
    rejected: Count,
    difficulty: z.number().nonnegative().nullable(),
    threads: z.number().int().positive().nullable(),
    poolConnected: z.boolean().nullable(),
    poolLatencyMs: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'Reading' });
export type Reading = z.infer<typeof Reading>;

/** What the computer measures of itself. Null means: this machine does not tell. */
export const Sensors = z
  .object({
    at: Time,
    cpuLoad: z.number().min(0).max(100).nullable().describe('percent of all cores'),
    cpuTemperature: z.number().nullable().describe('°C'),
    cpuPower: z.number().nonnegative().nullable().describe('W, processor package'),
    memoryUsed: z.number().nonnegative().describe('bytes'),
    memoryTotal: z.number().nonnegative().describe('bytes'),
  })
  .meta({ id: 'Sensors' });
export type Sensors = z.infer<typeof Sensors>;
