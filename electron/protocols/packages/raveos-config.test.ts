import { describe, expect, it } from 'vitest';
import {
  poolType,
  raveosConfig,
  raveosDevices,
  raveosEmptyStats,
  type RaveosTask,
} from './raveos-config.ts';

const cards = raveosDevices([
  { kind: 'amd', name: 'RX 6800', busId: '0b:00.0', memoryBytes: 17_163_091_968 },
  { kind: 'cpu', name: 'Ryzen', busId: null, memoryBytes: null },
  { kind: 'intel', name: 'UHD 630', busId: '00:02.0', memoryBytes: null },
  { kind: 'nvidia', name: 'RTX 3070', busId: '01:00.0', memoryBytes: null },
  { kind: 'nvidia', name: 'RTX 3060', busId: '04:00.0', memoryBytes: 12_884_901_888 },
]);

const task: RaveosTask = {
  algorithm: 'ton',
  coin: 'TON',
  wallet: 'EQwallet',
  worker: 'rig1',
  login: '',
  email: '',
  poolMode: 'standard',
  pools: [{ url: 'stratum+ssl://pool.example:3333', user: 'EQwallet.rig1', password: 'x' }],
  workFolder: '/w',
  minerFolder: '/m',
  logFile: '/w/miner.log',
  apiPort: 40_001,
  arguments: [],
  devices: cards,
  userConfig: '',
  intensity: '',
};

describe('what a package is told', () => {
  it('has every field that the specification or a real package reads', () => {
    expect(raveosConfig(task)).toEqual({
      auth_config: { login: '', ewal: 'EQwallet', worker: 'rig1', email: '', pass: 'x' },
      coins: [
        {
          coin_id: 1,
          wallet_id: 1,
          'wallet id': 1,
          name: 'TON',
          algo: 'ton',
          pools: [
            {
              url: 'stratum+ssl://pool.example:3333',
              user: 'EQwallet.rig1',
              password: 'x',
              pool_type: 2,
            },
          ],
        },
      ],
      work_dir: '/w',
      miner_dir: '/m',
      args: [],
      api_port: 40_001,
      log_file: '/w/miner.log',
      mpus: [
        {
          id: 0,
          id_by_type: 0,
          openl_id: 0,
          opencl_id: 0,
          opencl_id_by_platform: 0,
          pci_id: 1,
          pci: '01:00.0',
          type: 'NVIDIA',
          name: 'RTX 3070',
          memory: '',
          memory_size: 0,
        },
        expect.objectContaining({ id: 1, id_by_type: 1, pci_id: 4, pci: '04:00.0' }),
        expect.objectContaining({ id: 2, id_by_type: 0, pci_id: 11, pci: '0b:00.0', type: 'AMD' }),
      ],
      platform: 'MIXED',
    });
  });

  it('keeps the numbers of cards where only some are used', () => {
    const config = raveosConfig({ ...task, devices: cards.slice(1, 2) });
    expect(config['mpus']).toEqual([expect.objectContaining({ id: 1, id_by_type: 1 })]);
    expect(config['platform']).toBe('NVIDIA');
  });

  it('has a configuration and an intensity only where there are any', () => {
    expect(raveosConfig(task)).not.toHaveProperty('user_config');
    expect(raveosConfig({ ...task, userConfig: '{}', intensity: '20' })).toMatchObject({
      user_config: '{}',
      intensity: '20',
    });
  });

  it.each([
    ['pool.example:1', 'standard', 0b0000_0001],
    ['stratum+tcp://pool.example:1', 'nicehash', 0b1000_0001],
    ['ssl://pool.example:1', 'eth-proxy', 0b0001_0010],
    ['stratum+tls://pool.example:1', 'qtminer', 0b0010_1000],
    ['https://pool.example', 'miner-proxy', 0b0100_0100],
    ['wss://pool.example', 'standard', 0b0000_0100],
  ] as const)('tells the type of %s in mode %s as %i', (url, mode, bits) => {
    expect(poolType(url, mode)).toBe(bits);
  });

  it('is asked for figures with everything in its place', () => {
    expect(raveosEmptyStats({ ...task, devices: cards.slice(0, 1) }, 12)).toEqual({
      mpu: [
        {
          id: 0,
          id_by_type: 0,
          openl_id: 0,
          opencl_id: 0,
          opencl_id_by_platform: 0,
          pci_id: 1,
          pci: '01:00.0',
          type: 'NVIDIA',
          hash_rate1: 0,
          hash_rate2: 0,
          shares: { accepted: 0, invalid: 0, rejected: 0 },
        },
      ],
      fans: [],
      shares: { accepted: 0, invalid: 0, rejected: 0 },
      errors: [],
      log_file: '/w/miner.log',
      last_log_file_size: 12,
      have_driver_error: false,
      api_port: 40_001,
    });
  });
});
