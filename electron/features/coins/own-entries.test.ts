import { anything, array, assert, constant, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskJsonFile } from '../../platform/files/disk-json-file.ts';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { Coins } from './coins.ts';
import { OwnCoin, OwnPool, readOwnEntries } from './own-entries.ts';

describe('readOwnEntries', () => {
  it('makes something of anything', { timeout: fuzzTimeoutMs(2_000) }, () => {
    const coin = record(
      {
        id: oneof(constant('own-a'), anything()),
        name: oneof(constant('A'), anything()),
        symbol: oneof(constant('A'), anything()),
        algorithm: oneof(constant('x'), anything()),
      },
      { requiredKeys: [] },
    );
    assert(
      property(array(oneof(coin, anything())), array(anything()), (coins, pools) => {
        const read = readOwnEntries({ version: 1, coins, pools }, 'coins.json');
        for (const each of read.coins) expect(OwnCoin.parse(each)).toEqual(each);
        for (const each of read.pools) expect(OwnPool.parse(each)).toEqual(each);
        expect(read.problems.length).toBeLessThanOrEqual(11);
        const left = coins.length + pools.length - read.coins.length - read.pools.length;
        expect(read.problems.length > 0).toBe(left > 0);
      }),
      { numRuns: fuzzCount(2_000), seed: 5 },
    );
  });
});

describe('coins on a disk', () => {
  it('are there again after a restart', async () => {
    using folder = tempFolder();
    const open = () =>
      Coins.open({
        file: new DiskJsonFile({
          file: `${folder.path}/coins.json`,
          notify: () => undefined,
          now: () => 0,
        }),
        builtin: { coins: [], pools: [] },
        usedBy: () => [],
        publish: () => undefined,
        notify: () => undefined,
      });
    const first = await open();
    const coin = await first.createCoin({ name: 'Coin', symbol: 'COI', algorithm: 'sha256d' });
    await first.createPool({
      name: 'Pool',
      coinId: coin.id,
      walletTemplate: '%EWAL%',
      urlTemplate: '%URL%',
      passwordTemplate: 'x',
      authType: 'wallet',
      mode: 'standard',
      connection: 'tcp',
      dialect: null,
      urls: [{ url: 'pool.example:1', region: 'here', tls: true }],
    });
    const second = await open();
    expect(second.list()).toEqual(first.list());
    expect(second.pools()).toEqual(first.pools());
  });
});
