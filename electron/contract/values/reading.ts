import { z } from 'zod';
import { RunId } from './ids.ts';
import { Count, Hashrate, Percent, Time } from './units.ts';

/** What a miner said of one of its devices. Null means: it does not say. */
export const DeviceReading = z
  .object({
    index: z.number().int().min(0).describe('as the miner counts them'),
    kind: z.enum(['cpu', 'gpu']),
    name: z.string().nullable(),
    busId: z.string().nullable().describe('PCI address such as 01:00.0, small hexadecimal digits'),
    hashrate: Hashrate,
    temperature: z.number().nullable().describe('°C'),
    memoryTemperature: z.number().nullable().describe('°C'),
    fanPercent: Percent,
    power: z.number().nonnegative().nullable().describe('W'),
    accepted: Count.nullable(),
    rejected: Count.nullable(),
    invalid: Count.nullable(),
  })
  .meta({ id: 'DeviceReading' });
export type DeviceReading = z.infer<typeof DeviceReading>;

/** What a miner said of itself last, from its API or, where that is silent, from its output. */
export const Reading = z
  .object({
    runId: RunId,
    at: Time,
    source: z.enum(['api', 'output']),
    hashrate: Hashrate,
    accepted: Count,
    rejected: Count,
    invalid: Count.describe('found wrong by the miner itself, and not sent'),
    difficulty: z.number().nonnegative().nullable(),
    threads: z.number().int().positive().nullable(),
    poolConnected: z.boolean().nullable(),
    poolLatencyMs: z.number().nonnegative().nullable(),
    devices: z.array(DeviceReading).max(256).describe('empty: it does not tell them apart'),
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
