import { describe, expect, it } from 'vitest';
import { sampleMiner, sampleSetting } from '../../../testing/sample-miner.ts';
import { openSampleProfiles } from '../../../testing/sample-profiles.ts';
import { ProfileExchange } from './exchange.ts';

const miners = [
  sampleMiner(),
  sampleMiner({
    id: 'xmrig',
    name: 'XMRig',
    algorithms: ['rx/0', 'kawpow'],
    settings: [
      sampleSetting({ key: 'hugePages', kind: 'switch' }),
      sampleSetting({ key: 'priority', kind: 'integer', min: 0, max: 5 }),
      sampleSetting({ key: 'openCl', kind: 'switch' }),
      sampleSetting({ key: 'pauseOnActive', kind: 'switch' }),
      sampleSetting({ key: 'pauseOnBattery', kind: 'switch' }),
      sampleSetting({ key: 'donateLevel', kind: 'integer' }),
    ],
  }),
  sampleMiner({ id: 'tt-miner', name: 'TT-Miner', algorithms: ['kawpow', 'etchash'] }),
];

async function take(profiles: unknown) {
  const rig = await openSampleProfiles({ miners });
  const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
  const text = JSON.stringify(profiles);
  const result = await exchange.import({ text, apply: true, replace: false });
  const made = new Map(rig.profiles.list().map((profile) => [profile.name, profile]));
  return { ...rig, result, made };
}

const withConfig = (config: object, minerType = 'xmrig') => [
  {
    id: '6a1c',
    name: 'One',
    minerType,
    config: { pool: 'stratum+tcp://a.example:3333', wallet: 'W', algo: 'kawpow', ...config },
  },
];

describe('a mining_profiles.json', () => {
  it('becomes profiles with what its backend honoured', async () => {
    const { result, made, profiles } = await take([
      {
        id: '6a1c',
        name: 'Attic',
        minerType: 'xmrig',
        config: {
          miner: 'xmrig',
          pool: 'stratum+tcp://a.example:3333',
          wallet: '4Wallet',
          threads: 6,
          tls: true,
          hugePages: true,
          coin: 'monero',
          password: 'pw-a',
          cpuPriority: 3,
          opencl: true,
          pauseOnActive: 60,
          pauseOnBattery: true,
          httpPort: 4000,
          logOutput: true,
          proxy: 'socks5://hunter2@proxy:1',
        },
      },
      {
        id: '7b',
        name: 'Cards',
        minerType: 'ttminer',
        config: {
          miner: '',
          pool: 'b.example:1',
          wallet: 'RWallet',
          threads: 0,
          tls: false,
          hugePages: true,
          algo: 'KawPow',
          devices: '0, 2',
          cliArgs: ' -rep-i  30 ',
        },
      },
      { id: '8c', name: 'Toy', minerType: 'simulated', config: { pool: '', wallet: '' } },
    ]);
    expect(result.format).toBe('reference');
    expect(made.get('Attic')).toMatchObject({
      minerId: 'xmrig',
      algorithm: 'rx/0',
      coinId: 'monero',
      wallet: '4Wallet',
      threads: 6,
      devices: null,
      settings: {
        hugePages: true,
        priority: 3,
        openCl: true,
        pauseOnActive: true,
        pauseOnBattery: true,
      },
      pools: [{ url: 'stratum+ssl://a.example:3333', user: '%EWAL%', hasPassword: true }],
    });
    expect(made.get('Cards')).toMatchObject({
      minerId: 'tt-miner',
      algorithm: 'kawpow',
      threads: null,
      devices: [0, 2],
      extraArguments: ['-rep-i', '30'],
      pools: [{ url: 'stratum+tcp://b.example:1' }],
    });
    expect(made.get('Toy')).toMatchObject({
      minerId: 'builtin',
      pools: [{ url: 'practice://local' }],
    });
    expect(result.profiles.map(({ notes }) => notes)).toEqual([
      ['“config.proxy” has no place among the settings of XMRig.'],
      ['“config.hugePages” has no place among the settings of TT-Miner.'],
      ['It made numbers up; here the built-in miner practises on the practice pool.'],
    ]);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|pw-a/);
    const { id = '' as never } = made.get('Attic') ?? {};
    expect(profiles.startable(id).pools).toEqual([
      { url: 'stratum+ssl://a.example:3333', user: '4Wallet', password: 'pw-a' },
    ]);
  });

  it.each<[string, object, string]>([
    ['names no algorithm', { algo: '' }, 'It names no algorithm: rx/0 is taken.'],
    ['names a coin nobody knows', { coin: 'abc' }, 'This rig knows no coin called “abc”.'],
    ['has devices that are none', { devices: 'all' }, '“devices” is no list of numbers'],
    [
      'has a value out of its limits',
      { cpuPriority: 9 },
      '“config.cpuPriority” does not fit the setting “priority”',
    ],
  ])('that %s is taken with a note', async (_, config, note) => {
    const { result } = await take(withConfig(config));
    expect(result.profiles[0]?.notes).toEqual([expect.stringContaining(note)]);
  });

  it('has names that fit', async () => {
    const [profile] = withConfig({});
    const { made } = await take([{ ...profile, name: 'x'.repeat(100) }]);
    expect([...made.keys()]).toEqual(['x'.repeat(80)]);
  });

  it.each<[string, unknown, string]>([
    ['another miner', withConfig({}, 'trex'), '[0].minerType: '],
    ['no config', [{ name: 'One', minerType: 'xmrig' }], '[0].config: '],
    ['no list of profiles', [5], '[0]: '],
    ['a text for a number', withConfig({ threads: 'many' }), '[0].config.threads: '],
    ['no pool', withConfig({ pool: '' }), '[0].pools[0].url: '],
    ['a pool that is none', withConfig({ pool: 'a.example' }), '[0].pools[0].url: '],
    ['too many threads', withConfig({ threads: 5_000 }), '[0].threads: '],
    ['no wallet', withConfig({ wallet: '' }), '“%EWAL%” stands for a wallet address'],
    [
      'an algorithm the miner has not',
      withConfig({ algo: 'x' }),
      'does not support the algorithm “x”',
    ],
  ])('with %s is refused as a whole', async (_, profiles, text) => {
    await expect(take(profiles)).rejects.toMatchObject({
      code: 'bad-file',
      userMessage: expect.stringContaining(text) as string,
    });
  });
});
