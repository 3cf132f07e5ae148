import { z } from 'zod';
import type { LineFacts, MinerDialect } from './miner-report.ts';
import { readXmrigLine } from './xmrig-line.ts';
import { readXmrigSummary } from './xmrig-summary.ts';

/** How XMRig talks, and the miners that took over its manners: the built-in one among them. */
export const xmrigDialect: MinerDialect = {
  readLine: xmrigFacts,
  summary: { path: '/2/summary' },
  readSummary: readXmrigSummary,
  pause: { path: '/json_rpc', body: { jsonrpc: '2.0', id: 1, method: 'pause' } },
  resume: { path: '/json_rpc', body: { jsonrpc: '2.0', id: 1, method: 'resume' } },
  isDone: (body) => body === null || NoError.safeParse(body).success,
  pauseKey: 'p',
  resumeKey: 'r',
};

/** A JSON-RPC answer without an error; some programs answer with no body at all. */
const NoError = z.object({ error: z.null().optional() });

function xmrigFacts(text: string): LineFacts {
  const line = readXmrigLine(text);
  switch (line.kind) {
    case 'speed':
      return { hashrate: line.hashrates[0] };
    case 'accepted':
    case 'rejected': {
      const { accepted, rejected, difficulty, latencyMs } = line;
      return { accepted, rejected, difficulty, poolLatencyMs: latencyMs, poolConnected: true };
    }
    case 'job':
      return { difficulty: line.difficulty, poolConnected: true };
    case 'pool-used':
      return { poolConnected: true };
    case 'pool-lost':
      return { poolConnected: false };
    case 'ready':
      return { threads: line.threads };
    case 'paused':
      return { paused: true, hashrate: 0 };
    case 'resumed':
      return { paused: false, hashrate: null };
    case 'api-failed':
    case 'api-request':
    case 'banner':
    case 'empty':
    case 'other':
    case 'signal':
    case 'stopped':
    case 'table':
    case 'warm-up':
    case 'warning':
      break;
  }
  return {};
}
