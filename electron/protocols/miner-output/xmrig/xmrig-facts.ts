import type { LineFacts, LineReader } from '../miner-report.ts';
import { readXmrigLine } from './xmrig-line.ts';

/** Reads what XMRig prints, and the miners that took over its manners. */
export const openXmrigReader = (): LineReader => xmrigFacts;

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
