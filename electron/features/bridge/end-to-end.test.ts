import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { testSettings } from '../../testing/bridge/test-bridge.ts';
import { until } from '../../testing/until.ts';
import { openMiningBridge } from '../../testing/web-miner/open-mining-bridge.ts';

const miner = fileURLToPath(new URL('../../builtin-miner/main.ts', import.meta.url));

it('carries the shares of the built-in miner to a pool that checks them', async () => {
  await using opened = await openMiningBridge({
    settings: { tcp: { ...testSettings.tcp, enabled: true }, clientDifficulty: 1 },
    difficulty: 2,
    jobIntervalMs: 1_000,
  });
  const { bridge, pool } = opened;
  const child = spawn(process.execPath, [
    miner,
    '--algorithm',
    'verushash',
    '--url',
    bridge.status().tcpUrl ?? '',
    '--user',
    'RWallet.shed',
    '--threads',
    '1',
  ]);
  child.stdout.resume();
  child.stderr.resume();
  try {
    await until('accepted shares', () => bridge.status().shares.accepted >= 5, 30_000);
    const { shares, hashrate, clients, pool: link } = bridge.status();
    expect(link.state).toBe('working');
    expect(clients).toBe(1);
    expect(bridge.clients()).toMatchObject([{ worker: 'shed', kind: 'tcp' }]);
    expect(pool.stats().accepted).toBeGreaterThanOrEqual(shares.accepted);
    expect(shares.rejected).not.toHaveProperty('low-difficulty');
    expect(shares.rejected).not.toHaveProperty('malformed');
    expect(hashrate).toBeGreaterThan(0);
    expect(pool.stats().byReason).toMatchObject({
      malformed: 0,
      'low-difficulty': 0,
      duplicate: 0,
    });
  } finally {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}, 60_000);
