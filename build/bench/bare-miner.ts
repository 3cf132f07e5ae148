import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freeLoopbackPort } from '../../electron/features/miners/free-port.ts';
import { loadKernel } from '../../electron/platform/kernels/load-kernel.ts';
import { startPracticePool } from '../../electron/testing/practice-pool/practice-pool.ts';
import { root } from '../../electron/testing/journeys/real-service.ts';
import { until } from '../../electron/testing/until.ts';

const Summary = z.object({
  hashrate: z.object({ total: z.array(z.number().nullable()) }),
  paused: z.boolean(),
});

export interface BareMiner extends AsyncDisposable {
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Mean of the last ten seconds, H/s. */
  hashrate(): Promise<number>;
}

/** The built-in miner by itself against a pool of this process: no service, no terminal, no page. */
export async function startBareMiner(folder: string): Promise<BareMiner> {
  await using starting = new AsyncDisposableStack();
  const pool = starting.use(await startPracticePool({ kernel: await loadKernel('sha256d') }));
  const api = { host: '127.0.0.1', port: await freeLoopbackPort(), token: 'bench' };
  const config = join(folder, 'bare-miner.json');
  const pools = [{ url: `stratum+tcp://${pool.address}`, user: 'bench', password: 'x' }];
  writeFileSync(
    config,
    JSON.stringify({ pools, algorithm: 'sha256d', threads: null, throttle: 0, api }),
    { mode: 0o600 },
  );
  const entry = join(root, 'out/main/builtin-miner.js');
  const child = spawn(process.execPath, [entry, '--config', config], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  starting.defer(async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  });

  const url = `http://${api.host}:${api.port}`;
  const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' };
  const summary = async () =>
    Summary.parse(await (await fetch(`${url}/2/summary`, { headers })).json());
  const command = async (method: 'pause' | 'resume'): Promise<void> => {
    const body = JSON.stringify({ id: 1, jsonrpc: '2.0', method });
    await fetch(`${url}/json_rpc`, { method: 'POST', headers, body });
  };
  await until(
    'the bare miner to hash',
    async () => ((await summary().catch(() => undefined))?.hashrate.total[0] ?? 0) > 0,
  );
  const kept = starting.move();
  return {
    pause: () => command('pause'),
    resume: () => command('resume'),
    hashrate: async () => (await summary()).hashrate.total[0] ?? 0,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
