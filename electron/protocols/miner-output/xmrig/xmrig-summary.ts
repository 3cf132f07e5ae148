import { z } from 'zod';
import { unknownReport, type MinerReport } from '../miner-report.ts';
import { seconds, text } from '../miner-values.ts';

const count = z.number().int().nonnegative();
const rate = z.number().nonnegative().nullable();

/** The parts of XMRig's `/2/summary` that this program uses; checked with 6.26.0. */
const XmrigSummary = z.object({
  kind: z.literal('miner'),
  uptime: seconds,
  paused: z.boolean().optional(),
  threads: z.number().int().positive().optional(),
  cpu: z.object({ brand: text }).nullable().catch(null),
  hashrate: z.object({ total: z.array(rate).min(1).max(16), highest: rate.optional() }),
  results: z.object({
    diff_current: z.number().nonnegative(),
    shares_good: count,
    shares_total: count,
  }),
  connection: z.object({
    pool: z.string().nullable().optional(),
    uptime: z.number().nonnegative(),
    uptime_ms: z.number().nonnegative().optional(),
    ping: z.number().nonnegative(),
  }),
});

/**
 * Reads the body of `/2/summary`.
 *
 * @param body  anything, as parsed from JSON
 * @returns     null where it is not the summary of a miner; an xmrig-proxy's, for one, is not
 */
export function readXmrigSummary(body: unknown): MinerReport | null {
  const parsed = XmrigSummary.safeParse(body);
  if (!parsed.success) return null;
  const { hashrate, results, connection, paused = null, threads = null } = parsed.data;
  const { uptime, uptime_ms: uptimeMs = uptime * 1000, pool, ping } = connection;
  const connected = uptimeMs > 0 && pool !== '';
  return {
    ...unknownReport,
    // Before the first thread has hashed, the totals are zeros and `highest` is null: nothing was
    // measured yet. The ten-second value goes on for a while after a pause, when the truth is 0.
    hashrate: paused ? 0 : hashrate.highest === null ? null : (hashrate.total[0] ?? null),
    accepted: results.shares_good,
    rejected: Math.max(0, results.shares_total - results.shares_good),
    difficulty: connected && results.diff_current > 0 ? results.diff_current : null,
    threads,
    poolConnected: connected,
    // The time of the last answer to a share: 0 until there was one.
    poolLatencyMs: connected && results.shares_total > 0 ? ping : null,
    paused,
    uptimeMs: parsed.data.uptime,
  };
}

/** Name of the processor in the body of `/2/summary`. */
export function readXmrigProcessor(body: unknown): string | null {
  const parsed = XmrigSummary.safeParse(body);
  return parsed.success ? (parsed.data.cpu?.brand ?? null) : null;
}
