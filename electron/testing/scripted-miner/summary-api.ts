import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface SummaryApiOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: string;
  /** The summary to tell; undefined means to stay silent for ever. */
  readonly summary: () => unknown;
}

/** Answers GET /2/summary as XMRig 6.26 does. @returns the port it listens on */
export async function serveSummary({ port, token, summary }: SummaryApiOptions): Promise<number> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
      response.end(JSON.stringify(body, null, 4));
    };
    const { authorization } = request.headers;
    if (!authorization) answer(401, { status: 401, error: 'UNAUTHORIZED' });
    else if (authorization !== `Bearer ${token}`) answer(403, { status: 403, error: 'FORBIDDEN' });
    else if (request.url !== '/2/summary') answer(404, { status: 404, error: 'NOT_FOUND' });
    else {
      const body = summary();
      if (body !== undefined) answer(200, body);
    }
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  return (server.address() as AddressInfo).port;
}

/** The parts of XMRig's summary that a manager reads. @param hashrate H/s, or null before any */
export function xmrigSummary(hashrate: number | null, uptimeSeconds: number): unknown {
  const accepted = hashrate === null ? 0 : Math.floor(uptimeSeconds);
  return {
    id: '',
    worker_id: 'scripted',
    uptime: uptimeSeconds,
    restricted: false,
    results: {
      diff_current: 100,
      shares_good: accepted,
      shares_total: accepted,
      hashes_total: accepted * 100,
    },
    algo: 'rx/0',
    connection: {
      pool: '127.0.0.1:3333',
      ip: '127.0.0.1',
      uptime: uptimeSeconds,
      ping: 1,
      failures: 0,
      algo: 'rx/0',
      diff: 100,
      accepted,
      rejected: 0,
    },
    version: '6.26.0',
    kind: 'miner',
    ua: 'XMRig/6.26.0 (scripted)',
    paused: false,
    hashrate: { total: [hashrate, null, null], highest: hashrate },
  };
}
