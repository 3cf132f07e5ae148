import { describe, expect, it } from 'vitest';
import { fillMmposPlaceholders, mmposLaunchArguments, type MmposTask } from './mmpos-launch.ts';

const task: MmposTask = {
  coin: 'XNT',
  algorithm: 'xnt',
  pool: { url: 'stratum+ssl://pool.example:3333', user: 'wal.rig', password: 'x' },
  wallet: 'wal',
  worker: 'rig',
  apiPort: 40_001,
};

describe('the arguments of mmp-launch.sh', () => {
  it('name everything as mmpOS does, the pool without its scheme', () => {
    expect(mmposLaunchArguments(task, ['--fast', '--as=%rig_name%'])).toEqual(
      '--coin XNT --pool pool.example:3333 --user wal.rig --password x --api-port 40001 --fast --as=rig'.split(
        ' ',
      ),
    );
  });

  it.each([
    ['pool.example:1/path', 'pool.example:1'],
    ['pool.example', 'pool.example'],
    ['tcp://[2001:db8::1]:3333', '[2001:db8::1]:3333'],
    ['', ''],
  ])('have the pool %j as %j', (url, pool) => {
    const words = mmposLaunchArguments({ ...task, coin: null, pool: { ...task.pool, url } }, []);
    expect(words.slice(0, 4)).toEqual(['--coin', 'xnt', '--pool', pool]);
  });

  it('have every placeholder filled in, and no other', () => {
    expect(
      fillMmposPlaceholders(task, [
        '%pool_protocol%%pool_server%:%pool_port%',
        '%user%:%password%',
        '%wallet_address%.%rig_name%%miner_id%',
        '%mine% 100% %',
      ]),
    ).toEqual(['stratum+ssl://pool.example:3333', 'wal.rig:x', 'wal.rig', '%mine% 100% %']);
  });
});
