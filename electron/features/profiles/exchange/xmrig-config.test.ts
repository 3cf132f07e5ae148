import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MinerSetting } from '../../../contract/values/miner.ts';
import { sampleMiner } from '../../../testing/sample-miner.ts';
import { openSampleProfiles } from '../../../testing/sample-profiles.ts';
import { ProfileExchange } from './exchange.ts';

const Entry = z.object({
  name: z.string(),
  algorithms: z.record(z.string(), z.unknown()),
  settings: z.array(MinerSetting),
});
const file = new URL('../../../../resources/miners/xmrig.json', import.meta.url);
const { name, algorithms, settings } = Entry.parse(JSON.parse(readFileSync(file, 'utf8')));
const xmrig = sampleMiner({ id: 'xmrig', name, algorithms: Object.keys(algorithms), settings });

async function take(text: string) {
  const rig = await openSampleProfiles({ miners: [xmrig] });
  const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
  const result = await exchange.import({ text, apply: true, replace: false });
  const [made] = rig.profiles.list();
  return { ...rig, result, made, accounts: made ? rig.profiles.startable(made.id).pools : [] };
}

/** After the file that XMRig ships, as a person has changed it. */
const real = `{
    "autosave": true, // rewritten by the miner
    "background": false,
    "colors": true,
    "http": { "enabled": true, "host": "127.0.0.1", "port": 8000, "access-token": "hunter2", "restricted": true },
    "randomx": { "init": -1, "mode": "fast", "1gb-pages": true, "rdmsr": true, "wrmsr": false, "numa": true },
    "cpu": {
        "enabled": true, "huge-pages": true, "hw-aes": null, "priority": 2, "memory-pool": false,
        "yield": true, "max-threads-hint": 75, "asm": true, "argon2-impl": null,
        "rx": [0, 2, 4, 6], "cn/0": false
    },
    "opencl": { "enabled": true, "cache": true, "loader": null, "platform": "AMD", "adl": true },
    "cuda": { "enabled": false, "loader": null, "nvml": true },
    "donate-level": 3,
    "log-file": null,
    /* in this order */
    "pools": [
        { "algo": null, "coin": "monero", "url": "pool.example:443", "user": "4Wallet%00", "pass": "pw-one",
          "rig-id": "attic", "nicehash": true, "keepalive": true, "enabled": true, "tls": true,
          "tls-fingerprint": "ab12", "daemon": false, "self-select": null },
        { "url": "stratum+tcp://second.example", "user": "4Wallet", "pass": "x" },
        { "url": "off.example:1", "user": "4Wallet", "pass": "x", "enabled": false },
        { "url": "node.example:18081", "user": "4Wallet", "pass": "x", "daemon": true },
    ],
    "retries": 5, "retry-pause": 7, "pause-on-battery": true, "pause-on-active": 30,
    "user-agent": null, "verbose": 1, "watch": true, "spend-secret": "hunter2",
}`;

describe('a config.json of XMRig', () => {
  it('becomes a profile with everything that has a place here', async () => {
    const { result, made, accounts } = await take(real);
    expect(result).toMatchObject({ format: 'xmrig', applied: true, needsPassphrase: false });
    expect(made).toMatchObject({
      name: 'XMRig XMR',
      minerId: 'xmrig',
      algorithm: 'rx/0',
      coinId: 'monero',
      worker: 'attic',
      threads: 4,
      settings: {
        nicehash: true,
        tlsFingerprint: 'ab12',
        donateLevel: 3,
        retryPause: 7,
        pauseOnBattery: true,
        pauseOnActive: true,
        hugePages: true,
        priority: 2,
        randomxMode: 'fast',
        oneGbPages: true,
        msr: false,
        openCl: true,
      },
    });
    expect(Object.keys(made?.settings ?? {})).toHaveLength(12);
    expect(accounts).toEqual([
      { url: 'stratum+ssl://pool.example:443', user: '4Wallet%00', password: 'pw-one' },
      { url: 'stratum+tcp://second.example:3333', user: '4Wallet', password: 'x' },
    ]);
  });

  it('is told what has no place, without values', async () => {
    const { result } = await take(real);
    expect(result.profiles[0]?.notes).toEqual([
      '“pools[2]” was left out: it is switched off.',
      '“pools[3]” was left out: it is a node and no pool.',
      '“cpu.rx” binds threads to cores: only their number was taken.',
      '“cpu.max-threads-hint” has no place among the settings of XMRig.',
      'Rigwright sets these itself for every start: autosave, colors, http, verbose, watch.',
      '“spend-secret” has no place here.',
    ]);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|pw-one/);
  });

  it.each<[string, object, object, string]>([
    [
      'names no algorithm',
      {},
      { algorithm: 'rx/0', name: 'XMRig rx/0' },
      'The file names no algorithm',
    ],
    ['names one by its short name', { algo: 'RandomX' }, { algorithm: 'rx/0' }, ''],
    ['names one in capitals', { algo: 'KAWPOW' }, { algorithm: 'kawpow' }, ''],
    ['names a coin by its symbol', { coin: 'XMR' }, { coinId: 'monero', algorithm: 'rx/0' }, ''],
    [
      'names a coin nobody knows',
      { coin: 'wow', algo: 'rx/wow' },
      { coinId: null, algorithm: 'rx/wow' },
      'knows no coin called “wow”',
    ],
    [
      'has a rig-id with spaces',
      { algo: 'rx/0', 'rig-id': 'my rig' },
      { worker: '' },
      'The rig-id has signs',
    ],
  ])('that %s is understood', async (_, pool, expected, note) => {
    const text = JSON.stringify({ pools: [{ url: 'a.example:1', ...pool }] });
    const { result, made } = await take(text);
    expect(made).toMatchObject(expected);
    const notes = result.profiles[0]?.notes ?? [];
    expect(notes).toHaveLength(note === '' ? 0 : 1);
    expect(notes.join()).toContain(note);
  });

  it.each([
    ['a short list', { rx: { threads: 3, intensity: 1 } }, 3],
    ['a list for all', { '*': [-1, -1] }, 2],
    ['the name of a list', { 'rx/0': 'mine', mine: [-1] }, 1],
    ['a list that is switched off', { 'rx/0': false }, null],
    ['no number', { rx: { threads: 'x' } }, null],
  ])('has threads from %s', async (_, cpu, threads) => {
    const { made, result } = await take(
      JSON.stringify({ pools: [{ algo: 'rx/0', url: 'a.example:1' }], cpu }),
    );
    expect(made?.threads).toBe(threads);
    expect(result.profiles[0]?.notes).toEqual([]);
  });

  it('of a real release is taken with its double key', async () => {
    const text =
      '{"donate-level": 1, "donate-level": 5, "pools": [{"algo": "rx/0", "url": "a.example:1"}]}';
    expect((await take(text)).made?.settings).toEqual({ donateLevel: 1 });
  });

  it.each([
    ['has no usable pool', { pools: [{ url: 'a:1', enabled: false }] }, 'pools: There is no pool'],
    ['has an empty list of pools', { pools: [] }, 'pools: '],
    ['has a pool without an address', { pools: [{ user: 'x' }] }, 'pools[0].url: '],
    [
      'has an address that is none',
      { pools: [{ url: 'a b', algo: 'rx/0' }] },
      'does not fit: pools[0].url',
    ],
    [
      'has an algorithm the miner has not',
      { pools: [{ url: 'a:1', algo: 'sha1' }] },
      'does not support',
    ],
  ])('that %s is refused', async (_, config, text) => {
    await expect(take(JSON.stringify(config))).rejects.toMatchObject({
      code: 'bad-file',
      userMessage: expect.stringContaining(text) as string,
    });
  });

  it('is refused where the rig knows no XMRig', async () => {
    const rig = await openSampleProfiles();
    const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
    const taken = exchange.import({ text: real, apply: true, replace: false });
    await expect(taken).rejects.toMatchObject({ code: 'no-such-miner' });
  });
});
