import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { wantedBridge, type BridgeOptions } from './wanted.ts';

const plain = { host: '127.0.0.1', dialect: 'verus', tls: false } as const;
const pool = ['stratum+tcp://pool.verus.io:9999'];
const inEnvironment = {
  POOL_URL: 'stratum+tcp://other.example:1',
  POOL_USER: 'ROther',
  POOL_PASS: 'd=4',
  WS_PORT: '9000',
  DEBUG: '1',
};

describe('what a bridge is to be', () => {
  it('is as spec 001 says where nothing else is said', () => {
    const { settings, debug } = wantedBridge({ ...plain, pool, user: 'RWallet.name' }, {});
    expect(settings.pools).toEqual([{ url: pool[0], user: 'RWallet.name', password: 'x' }]);
    expect(settings.web).toMatchObject({ enabled: true, host: '127.0.0.1', port: 8_080 });
    expect(settings.tcp.enabled).toBe(false);
    expect(settings).toMatchObject({ dialect: 'verus', algorithm: 'verushash' });
    expect(debug).toBe(false);
  });

  it('is read from the environment', () => {
    const { settings, debug } = wantedBridge(plain, inEnvironment);
    const account = { user: 'ROther', password: 'd=4' };
    expect(settings.pools).toEqual([{ url: 'stratum+tcp://other.example:1', ...account }]);
    expect(settings.web.port).toBe(9_000);
    expect(debug).toBe(true);
  });

  it('is rather what the command line says than the environment', () => {
    const options = { ...plain, pool, user: 'RWallet', pass: 'y', port: 0, debug: false };
    const { settings, debug } = wantedBridge(options, inEnvironment);
    expect(settings.pools).toEqual([{ url: pool[0], user: 'RWallet', password: 'y' }]);
    expect(settings.web.port).toBe(0);
    expect(debug).toBe(false);
  });

  it('has pools in the order of preference, and takes empty variables for none', () => {
    const env = {
      POOL_URL: 'a.example:1, b.example:2',
      POOL_USER: 'R',
      POOL_PASS: '',
      WS_PORT: '',
    };
    const { settings } = wantedBridge(plain, env);
    expect(settings.pools.map(({ url }) => url)).toEqual(['a.example:1', 'b.example:2']);
    expect(settings.pools[0]?.password).toBe('x');
    expect(settings.web.port).toBe(8_080);
  });

  it('is for miners alone where the pool is not of Verus', () => {
    const { settings } = wantedBridge({ ...plain, dialect: 'hds', pool, user: 'R' }, {});
    expect(settings.web.enabled).toBe(false);
    expect(settings.tcp).toMatchObject({ enabled: true, port: 3_333 });
    expect(settings.algorithm).toBe('beamhash');
  });

  it.each<[Partial<BridgeOptions>, Readonly<Record<string, string>>, string]>([
    [{ user: 'R' }, {}, 'The pool is missing. Name it with --pool stratum+tcp://host:port'],
    [{ pool }, {}, 'The account at the pool is missing. Name it with --user'],
    [
      { pool: ['pool.example'], user: 'R' },
      {},
      'The port is missing. Write it like stratum+tcp://',
    ],
    [
      { pool: ['http://a:1'], user: 'R' },
      {},
      '"http://a:1" is not an address of a pool. It must begin',
    ],
    [{ pool, user: 'R' }, { WS_PORT: '70000' }, 'WS_PORT is “70000”, and has to be a port'],
    [{ pool, user: 'R', dialect: 'hds', port: 1 }, {}, 'name a --tcp-port for miners'],
    [{ pool, user: 'R', algorithm: 'scrypt' }, {}, 'scrypt is not mined with pools'],
    [{ pool: Array<string>(9).fill('a:1'), user: 'R' }, {}, 'More than 8 pools'],
  ])('takes %j with %j for wrong usage', (options, env, message) => {
    const read = () => wantedBridge({ ...plain, ...options }, env);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it('shows no password that stands in an address', () => {
    const options = { ...plain, pool: ['stratum+tcp://me:hunter2@pool.example:1'], user: 'R' };
    expect(() => wantedBridge(options, {})).toThrow(/^(?!.*hunter2)/s);
  });
});
