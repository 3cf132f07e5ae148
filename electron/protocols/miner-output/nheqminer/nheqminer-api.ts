import { z } from 'zod';
import { unknownDevice, unknownReport, type MinerApiDialect } from '../miner-report.ts';
import { amount, jsonOf, measured } from '../miner-values.ts';
import { hashesPerSolve } from './hashes-per-solve.ts';

const Status = z.object({
  method: z.literal('status'),
  result: z.object({ interval_seconds: z.number(), speed_ips: amount, speed_sps: amount }),
});

/**
 * nheqminer's interface (0.8.2 recorded; its api.cpp and speed.cpp). `speed_ips` counts solves over
 * the last quarter of a minute, each of which is a whole batch of VerusHash. Its shares are a rate
 * over that time too, and it says no time since its start: they come from its output.
 */
export const nheqminerApi: MinerApiDialect = {
  queries: [{ over: 'tcp', text: 'status\n', until: 'line' }],
  read([answer]) {
    const parsed = Status.safeParse(jsonOf(answer));
    if (!parsed.success) return null;
    const solves = measured(parsed.data.result.speed_ips, null);
    const hashrate = solves === null ? null : solves * hashesPerSolve;
    return {
      ...unknownReport,
      hashrate,
      devices: [{ ...unknownDevice(0, 'cpu'), hashrate }],
    };
  },
  proof: 'age',
  control: null,
};
