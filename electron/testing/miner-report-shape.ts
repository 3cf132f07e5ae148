import { z } from 'zod';

const count = z.number().int().nonnegative().nullable();
const rate = z.number().nonnegative().nullable();

const Device = z.strictObject({
  index: z.number().int().nonnegative(),
  kind: z.enum(['cpu', 'gpu']),
  name: z.string().max(200).nullable(),
  busId: z
    .string()
    .regex(/^[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/)
    .nullable(),
  hashrate: rate,
  temperature: z.number().nullable(),
  memoryTemperature: z.number().nullable(),
  fanPercent: z.number().min(0).max(100).nullable(),
  power: rate,
  accepted: count,
  rejected: count,
  invalid: count,
});

/** What every report must be, whatever a miner said. */
export const MinerReportShape = z.strictObject({
  hashrate: rate,
  accepted: count,
  rejected: count,
  invalid: count,
  difficulty: rate,
  threads: z.number().int().positive().nullable(),
  poolConnected: z.boolean().nullable(),
  poolLatencyMs: rate,
  paused: z.boolean().nullable(),
  uptimeMs: count,
  devices: z.array(Device).max(256),
});

/** What every line must give: parts of a report, and none that is undefined. */
export const LineFactsShape = MinerReportShape.partial().refine(
  (facts) => !Object.values(facts).includes(undefined),
);
