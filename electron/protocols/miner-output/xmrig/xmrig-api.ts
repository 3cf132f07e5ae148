import { z } from 'zod';
import type { ApiQuery, MinerApiDialect } from '../miner-report.ts';
import { readXmrigBackends } from './xmrig-backends.ts';
import { readXmrigProcessor, readXmrigSummary } from './xmrig-summary.ts';

/** XMRig's HTTP interface, version 2; checked with 6.26.0. */
export const xmrigApi: MinerApiDialect = {
  queries: [
    { over: 'http', path: '/2/summary' },
    { over: 'http', path: '/2/backends' },
  ],
  // Miners that took over XMRig's manners, the built-in one among them, have no backends.
  optional: [1],
  read([summary, backends]) {
    const report = readXmrigSummary(summary);
    if (!report) return null;
    const { devices, threads } = readXmrigBackends(backends, readXmrigProcessor(summary));
    return { ...report, threads: report.threads ?? threads, devices };
  },
  proof: 'token',
  control: {
    pause: call('pause'),
    resume: call('resume'),
    // Some programs answer with no body at all.
    isDone: (answer) => answer === null || NoError.safeParse(answer).success,
  },
};

/** A JSON-RPC answer without an error. */
const NoError = z.object({ error: z.null().optional() });

function call(method: string): ApiQuery {
  return { over: 'http', path: '/json_rpc', body: { jsonrpc: '2.0', id: 1, method } };
}
