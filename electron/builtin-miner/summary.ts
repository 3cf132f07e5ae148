import { availableParallelism, cpus, freemem, hostname, loadavg, totalmem } from 'node:os';
import type { PoolSession } from './pool-session.ts';
import type { ShareResults } from './share-results.ts';

export interface SummaryParts {
  readonly version: string;
  readonly userAgent: string;
  readonly algorithm: string;
  readonly uptimeMs: number;
  readonly threads: number;
  readonly backend: string;
  readonly kernel: string;
  readonly paused: boolean;
  readonly session: PoolSession | null;
  readonly difficulty: number | null;
  /** Connections that could not be made or were lost. */
  readonly failures: number;
  readonly results: ShareResults;
  /** H/s, null while it is not known. */
  readonly rates: readonly (number | null)[];
  readonly highest: number | null;
  /** Epoch ms */
  readonly now: number;
}

/** What `/2/summary` answers, in the shape of XMRig 6. */
export function summaryOf(parts: SummaryParts) {
  const { algorithm, results, session, now } = parts;
  const { accepted, rejected, hashes, best, latencyMs } = results;
  const uptime = Math.floor(parts.uptimeMs / 1000);
  const avgTimeMs = accepted === 0 ? 0 : Math.round(parts.uptimeMs / accepted);
  const average = { avg_time: Math.round(avgTimeMs / 1000), avg_time_ms: avgTimeMs };
  // Connected means more than 0 to those who read this; the first millisecond counts.
  const connectedMs = session ? Math.max(1, now - session.since) : 0;
  return {
    id: '',
    worker_id: hostname(),
    uptime,
    restricted: false,
    resources: {
      memory: {
        free: freemem(),
        total: totalmem(),
        resident_set_memory: process.memoryUsage.rss(),
      },
      load_average: loadavg(),
      hardware_concurrency: availableParallelism(),
    },
    features: ['api', 'http'],
    results: {
      diff_current: parts.difficulty ?? 0,
      shares_good: accepted,
      shares_total: accepted + rejected,
      ...average,
      hashes_total: hashes,
      best,
    },
    algo: algorithm,
    connection: {
      pool: session?.pool.name ?? '',
      ip: session?.ip ?? '',
      uptime: Math.floor(connectedMs / 1000),
      uptime_ms: connectedMs,
      ping: latencyMs ?? 0,
      failures: parts.failures,
      tls: null,
      'tls-fingerprint': null,
      algo: algorithm,
      diff: parts.difficulty ?? 0,
      accepted,
      rejected,
      ...average,
      hashes_total: hashes,
    },
    version: parts.version,
    kind: 'miner',
    ua: parts.userAgent,
    cpu: {
      brand: processorName(),
      threads: availableParallelism(),
      arch: process.arch,
      backend: parts.backend,
      assembly: parts.kernel,
    },
    donate_level: 0,
    paused: parts.paused,
    algorithms: [algorithm],
    threads: parts.threads,
    hashrate: { total: parts.rates, highest: parts.highest },
    hugepages: false,
  };
}

export function processorName(): string {
  return cpus()[0]?.model.trim() ?? 'unknown processor';
}
