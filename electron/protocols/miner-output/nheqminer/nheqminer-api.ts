import { z } from 'zod';
import { unknownReport, type MinerApiDialect } from '../miner-report.ts';
import { jsonOf } from '../miner-values.ts';

const Status = z.object({
  method: z.literal('status'),
  result: z.object({ interval_seconds: z.number(), speed_ips: z.number() }),
});

/**
 * nheqminer's interface (0.8.2 recorded) shows only that it lives. Its `speed_ips` are iterations,
 * each of as many hashes as the algorithm likes, its shares are a rate over the last seconds, and it
 * says no time since its start. The hashrate and the counts come from its output.
 */
export const nheqminerApi: MinerApiDialect = {
  queries: [{ over: 'tcp', text: 'status\n', until: 'line' }],
  read: ([answer]) => (Status.safeParse(jsonOf(answer)).success ? unknownReport : null),
  proof: 'age',
  control: null,
};
