import { expect, it } from 'vitest';
import { silentLog } from './base/log.ts';
import { practicePoolUrl } from './contract/values/profile.ts';
import { connectTcp } from './platform/net/connect-tcp.ts';
import { kernelStatus } from './platform/kernels/load-kernel.ts';
import { parsePoolUrl } from './protocols/stratum/pool-address.ts';
import { PracticePoolKeeper } from './practice-pool-keeper.ts';

it('starts no pool for the address of another', async () => {
  await using keeper = new PracticePoolKeeper(silentLog);
  const url = 'stratum+tcp://pool.example:3333';
  await expect(keeper.resolve(url, 'verushash')).resolves.toBe(url);
  expect(keeper.running).toEqual([]);
  expect(keeper.checkedWith('verushash')).toBeNull();
});

it('runs one pool for each algorithm, until it is closed', async () => {
  const keeper = new PracticePoolKeeper(silentLog);
  const resolve = (algorithm: string): Promise<string> =>
    keeper.resolve(practicePoolUrl, algorithm);
  const urls = await Promise.all(['verushash', 'sha256d', 'verushash', 'kawpow'].map(resolve));
  expect(urls[2]).toBe(urls[0]);
  // There is none for KawPow.
  expect(urls[3]).toBe(urls[1]);
  expect(urls[1]).not.toBe(urls[0]);
  expect(keeper.running.map(({ address }) => `stratum+tcp://${address}`).toSorted()).toEqual(
    [...new Set(urls)].toSorted(),
  );

  await keeper[Symbol.asyncDispose]();
  for (const url of urls) {
    const signal = AbortSignal.timeout(5_000);
    await expect(connectTcp({ ...parsePoolUrl(url), signal })).rejects.toThrow('refused');
  }
});

it.each([
  ['beamhash', 'wasm'],
  ['rx/0', null],
] as const)('says what checks %s', async (algorithm, checkedWith) => {
  await using keeper = new PracticePoolKeeper(silentLog);
  await expect(keeper.resolve(practicePoolUrl, algorithm)).resolves.toMatch(/^stratum\+tcp:/);
  expect(keeper.checkedWith(algorithm)).toBe(checkedWith);
});

it.each(['verushash', 'sha256d', 'scrypt'] as const)(
  'checks %s with another implementation than that of the miner',
  async (algorithm) => {
    await using keeper = new PracticePoolKeeper(silentLog);
    await keeper.resolve(practicePoolUrl, algorithm);
    const { backend, paths } = await kernelStatus();
    const checkedWith = keeper.checkedWith(algorithm);
    expect(checkedWith).toMatch(/^(wasm|native) [a-z0-9-]+$/);
    expect(checkedWith).not.toBe(`${backend} ${paths[algorithm]}`);
    expect(keeper.running).toMatchObject([{ algorithm, checkedWith }]);
  },
);
