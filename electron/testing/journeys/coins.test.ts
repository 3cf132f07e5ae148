import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PoolTest } from '../../contract/values/bridge.ts';
import { Coin, PoolPreset, WalletCheck } from '../../contract/values/coin.ts';
import { startEasyPool } from '../easy-pool.ts';
import { tempFolder } from '../temp-folder.ts';
import { runCli, startRealService } from './real-service.ts';

const address = 'RAvj2KKVUohTu3hVdNJ4U6hQi7TNawpacH';

describe('coins and pools on the command line', () => {
  it('are there without a service', async () => {
    using folder = tempFolder();
    const at = ['--json', '--data', folder.path];
    const coins = await runCli(['coins', ...at]);
    expect(coins.code).toBe(0);
    const all = z.array(Coin).parse(JSON.parse(coins.stdout));
    expect(all.find(({ id }) => id === 'vrsc')).toMatchObject({ checksAddresses: true });

    const pools = await runCli(['pools', 'Verus', ...at]);
    const ofVerus = z.array(PoolPreset).parse(JSON.parse(pools.stdout));
    expect(new Set(ofVerus.map(({ coinId }) => coinId))).toEqual(new Set(['vrsc']));

    const right = await runCli(['wallets', 'check', 'VRSC', address, ...at]);
    expect(right.code).toBe(0);
    expect(WalletCheck.parse(JSON.parse(right.stdout))).toMatchObject({ status: 'ok' });
    const wrong = await runCli(['wallets', 'check', 'vrsc', address.replace('A', 'B'), ...at]);
    expect(wrong.code).toBe(1);
    expect(WalletCheck.parse(JSON.parse(wrong.stdout))).toMatchObject({ status: 'wrong' });
  });

  it('try a pool out, and say with the exit code what came of it', async () => {
    using folder = tempFolder();
    await using pool = await startEasyPool('ethproxy');
    const user = `0x${'ab'.repeat(20)}`;
    const args = ['pools', 'test', pool.address, '--dialect', 'ethproxy', '--user', user];
    const found = await runCli([...args, '--json', '--data', folder.path]);
    expect(found.code).toBe(0);
    expect(PoolTest.parse(JSON.parse(found.stdout)).ok).toBe(true);

    const nobody = await runCli([
      'pools',
      'test',
      '127.0.0.1:1',
      '--dialect',
      'hds',
      '--data',
      folder.path,
    ]);
    expect(nobody.code).toBe(1);
    expect(nobody.stdout).toContain('refused the connection');
    const unknown = await runCli(['pools', 'test', '127.0.0.1:1', '--data', folder.path]);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      'No known pool is there: say what it speaks with --dialect.\n',
    ]);
  });

  it('are those of the service that runs', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const mine = { name: 'Mine', symbol: 'MIN', algorithm: 'sha256d' };
    const coin = await service.api.call('coins.create', mine);
    const { stdout } = await runCli(['coins', '--data', folder.path]);
    expect(stdout).toMatch(/^own-mine +MIN +Mine +sha256d\n/);
    await service.api.call('coins.remove', { coinId: coin.id });
    const none = await runCli(['pools', 'MIN', '--json', '--data', folder.path]);
    expect([none.code, JSON.parse(none.stdout)]).toMatchObject([1, { code: 'no-such-coin' }]);
  });
});
