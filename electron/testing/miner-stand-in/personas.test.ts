import { describe, expect, it } from 'vitest';
import { stripAnsi } from '../../protocols/miner-output/ansi.ts';
import { shippedEntries } from '../shipped-catalogue.ts';
import { Refusal, type Asked } from './persona.ts';
import { personaIds, personaOf } from './personas.ts';
import { realReleases } from './releases.ts';

const entries = shippedEntries().filter(({ release }) => release !== null);

/** What a miner makes of arguments; the file it may read has this text. */
async function parse(id: string, args: readonly string[], file: object = {}): Promise<Asked> {
  const persona = await personaOf(id);
  return persona.parse(args, () => JSON.stringify(file));
}

/** What it prints where it does not start, and its exit code. */
const refusal = (id: string, args: readonly string[], file?: object): Promise<unknown> =>
  parse(id, args, file).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return [error.exitCode, error.message];
  });

describe('the stand-ins', () => {
  it('are there for every miner that can be installed', () => {
    const ids = entries.map(({ id }) => id as string).toSorted();
    expect(personaIds.toSorted()).toEqual(ids);
    expect(Object.keys(realReleases).toSorted()).toEqual(ids);
  });

  it.each(entries)('know every algorithm that the catalogue names for $id', async (entry) => {
    const { algorithms } = await personaOf(entry.id);
    const words = Object.values(entry.algorithms);
    const unknown = algorithms
      ? words.filter((word) => !algorithms.has(word) && !algorithms.has(word.toLowerCase()))
      : [];
    // Sero is told to TT-Miner by its coin; its README has no name for that kind of ProgPow.
    expect(unknown).toEqual(entry.id === 'tt-miner' ? ['ProgPowSero'] : []);
  });

  it.each(personaIds)('do not start without being told what to do: %s', async (id) => {
    // nheqminer would mine for its authors.
    const isSilent = id === 'nheqminer';
    expect(Array.isArray(await refusal(id, []))).toBe(!isSilent);
  });
});

describe('arguments that the real ones refuse', () => {
  const pool = ['-o', 'stratum+tcp://a:1', '-u', 'me'];
  it.each<[string, string[], string, number?]>([
    ['xmrig', ['-u', 'me'], '[2026-11-21 07:52:43.307] unable to open "./config.json".', 2],
    ['cpuminer-opt', ['--nothing'], "unrecognised option '--nothing'"],
    ['cpuminer-opt', ['-a'], "option '-a' requires an argument"],
    ['cpuminer-opt', ['-q', '--quiet=1'], "option '--quiet' doesn't allow an argument"],
    ['cpuminer-opt', ['-a', 'rx/0', ...pool], 'Unknown algo: rx/0'],
    ['ccminer-verus', ['-a', 'verus'], 'ccminer: no URL supplied'],
    ['t-rex', ['-a', 'etchash', '-o', 'a:1'], "ERROR: Can't parse pool URL: a:1"],
    ['t-rex', ['-a', 'etchash'], 'ERROR: No pool URL was given'],
    ['rigel', ['-a', 'etchash', '-o', 'a:1'], 'error: invalid pool URL: a:1', 2],
    ['nbminer', ['-a', 'ethash', '-o', 'tls://a:1'], 'ERROR - invalid url: tls://a:1'],
    ['teamredminer', ['-a', 'ethash', '-o', 'a:1'], 'Unsupported pool url: a:1'],
    ['teamredminer', ['--api_listen', '1'], "unrecognised option '1'"],
    ['tt-miner', ['-c', 'ETC', '-P', 'a:1'], 'Can\'t read the pool "a:1"'],
    ['lolminer', ['--json', 'x', '--profile', 'RIG'], 'Profile RIG not found in x'],
    ['srbminer-multi', ['-a', 'randomx', '-o', 'a:1', '--disable-cpu'], 'No devices available'],
    ['bzminer', ['-a', 'kawpow', '-p', 'a:1'], '<Error> Invalid pool url: a:1'],
  ])('by %s: %j', async (id, args, message, exitCode = 1) => {
    const told = (await refusal(id, args)) as [number, string];
    expect(told[0]).toBe(exitCode);
    expect(stripAnsi(told[1].split('\n')[0] ?? '')).toBe(message);
  });
});

describe('configurations as the real ones read them', () => {
  it('XMRig lets the last source win, by keys at the top', async () => {
    const file = {
      pools: [{ url: 'a:1', user: 'me', coin: 'monero' }],
      cpu: { '*': [-1, -1] },
      http: { enabled: true, port: 5, 'access-token': 'secret' },
      cpus: true,
      http2: {},
    };
    expect(await parse('xmrig', ['-c', 'x'], file)).toEqual({
      algorithm: 'monero',
      pools: [{ url: 'a:1', user: 'me', password: 'x', tls: false }],
      api: { host: '127.0.0.1', port: 5, token: 'secret' },
      devices: null,
      threads: 2,
      ignored: ['cpus', 'http2'],
    });
    // All of the file's pools are gone, and the token of its interface as well.
    const args = ['-c', 'x', '-o', 'b:2', '-u', 'you', '--http-port', '6', '--nosuch'];
    expect(await parse('xmrig', args, file)).toMatchObject({
      algorithm: 'rx/0',
      pools: [{ url: 'b:2', user: 'you' }],
      api: { port: 6 },
      threads: 2,
      ignored: ['cpus', 'http2', '--nosuch'],
    });
  });

  it('programs after cpuminer take long options for keys, and arguments over them', async () => {
    const file = { algo: 'scrypt', url: 'stratum+tcp://a:1', user: 'me', pas: 'x', threads: 4 };
    expect(await parse('cpuminer-opt', ['-c', 'x', '-t', '2'], file)).toEqual({
      algorithm: 'scrypt',
      pools: [{ url: 'stratum+tcp://a:1', user: 'me', password: '', tls: false }],
      api: { host: '127.0.0.1', port: 4048 },
      devices: null,
      threads: 2,
      ignored: ['pas'],
    });
  });

  it('NBMiner takes the file instead of its arguments', async () => {
    const file = { algo: 'ethash', url: 'stratum+tcp://a:1', user: 'me:secret', apis: '' };
    expect(await parse('nbminer', ['-c', 'x', '-d', '1'], file)).toMatchObject({
      pools: [{ user: 'me', password: 'secret' }],
      api: null,
      devices: null,
      ignored: ['apis'],
    });
  });

  it('BzMiner knows the passwords of all algorithms in one list', async () => {
    const pool = { algorithm: 'kawpow', wallet: 'me', url: ['stratum+tcp://a:1'], password: 'no' };
    const file = { pool_configs: [pool], password_override: ['yes'], typo: 1 };
    expect(await parse('bzminer', ['-c', 'x'], file)).toMatchObject({
      pools: [{ password: 'yes' }],
      api: { host: '0.0.0.0', port: 4014 },
      ignored: ['typo', 'password'],
    });
  });

  it('lolMiner joins what is for all with one profile', async () => {
    const file = {
      DEFAULTS: { APIPORT: 7, WRONG: 1 },
      RIG: { COIN: 'BEAM', POOLS: [{ POOL: 'a', PORT: '1', USER: 'me', TLS: 1 }] },
    };
    expect(await parse('lolminer', ['--json', 'x', '--profile', 'RIG'], file)).toEqual({
      algorithm: 'BEAM',
      pools: [{ url: 'a:1', user: 'me', password: '', tls: true }],
      api: { host: '0.0.0.0', port: 7 },
      devices: null,
      threads: null,
      ignored: ['WRONG'],
    });
  });
});
