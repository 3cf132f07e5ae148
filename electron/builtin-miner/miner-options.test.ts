import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { BadOptionsError, readCommand } from './miner-options.ts';

const url = 'stratum+tcp://pool.example:3333';
const pool = { host: 'pool.example', port: 3333, name: 'pool.example:3333' };

describe('readCommand', () => {
  it('needs no more than a pool', () => {
    expect(readCommand(['--url', url])).toEqual({
      pools: [{ ...pool, user: '', password: 'x' }],
      algorithm: 'sha256d',
      threads: availableParallelism(),
      throttle: 0,
      api: null,
      colours: true,
    });
  });

  it('reads all flags, short and long', () => {
    const command = readCommand(
      `-o ${url} -a verushash -u me.rig -p secret -t 3 --throttle 50 --backend wasm --no-color
       --api-port 4000 --api-token token`.split(/\s+/),
    );
    expect(command).toEqual({
      pools: [{ ...pool, user: 'me.rig', password: 'secret' }],
      algorithm: 'verushash',
      threads: 3,
      throttle: 50,
      backend: 'wasm',
      api: { host: '127.0.0.1', port: 4000, token: 'token' },
      colours: false,
    });
  });

  it('gives every pool its own account, or all the first one', () => {
    const backup = 'stratum+tcp://backup.example:1';
    const usersOf = (...flags: string[]): unknown => {
      const command = readCommand(['-o', url, '-o', backup, ...flags]);
      return typeof command === 'string' ? command : command.pools.map(({ user }) => user);
    };
    expect(usersOf('-u', 'me')).toEqual(['me', 'me']);
    expect(usersOf('-u', 'me', '-u', 'other')).toEqual(['me', 'other']);
  });

  it('reads the file, in which the command line has the last word', () => {
    using folder = tempFolder();
    const file = join(folder.path, 'config.json');
    const api = { host: '127.0.0.1', port: 4001, token: 't' };
    const pools = [{ url, user: 'me', password: 'secret' }];
    writeFileSync(file, JSON.stringify({ pools, algorithm: 'sha256d', threads: null, api }));
    expect(readCommand(['--config', file, '--throttle', '10'])).toMatchObject({
      pools: [{ ...pool, user: 'me', password: 'secret' }],
      threads: availableParallelism(),
      throttle: 10,
      api,
    });
  });

  it('knows help and version', () => {
    expect(readCommand(['-h'])).toBe('help');
    expect(readCommand(['--version'])).toBe('version');
  });

  it.each([
    [[], 'The setting pools is wrong: needs at least one pool.'],
    [['--url', 'pool.example'], '"pool.example" is not an address of a pool.'],
    [['--url', url, '-a', 'rx/0'], 'The setting algorithm is wrong: must be verushash or sha256d.'],
    [['--url', url, '--threads', '0'], 'The setting threads is wrong: Too small'],
    [['--url', url, '--threads', 'two'], 'The setting threads is wrong: Invalid input'],
    [['--url', url, '--throttle', '96'], 'The setting throttle is wrong: Too big'],
    [['--url', url, '--backend', 'gpu'], 'The setting backend is wrong: Invalid option'],
    [['--url', url, '--api-port', '4000'], 'The setting api.token is wrong: must not be empty.'],
    [['--colour'], 'The command line is wrong: Unknown option'],
    [['--config', '/no/such/file'], 'The configuration /no/such/file cannot be read.'],
  ])('refuses %j in one sentence', (args, sentence) => {
    const error = failureOf(() => readCommand(args));
    expect(error).toBeInstanceOf(BadOptionsError);
    expect((error as BadOptionsError).userMessage).toContain(sentence);
  });

  it.each([
    ['{', 'is no JSON object.'],
    ['[]', 'is no JSON object.'],
    [' '.repeat(70_000), 'is too long to be one.'],
    [
      JSON.stringify({ pools: [{ url }], algorithm: 'rx/0' }),
      'algorithm is wrong: must be verushash or sha256d.',
    ],
    [JSON.stringify({ pools: 'all' }), 'The setting pools is wrong'],
    [JSON.stringify({ pools: [{ url: 7 }] }), 'The setting pools.0.url is wrong'],
  ])('refuses a file with %.40s', (content, sentence) => {
    using folder = tempFolder();
    const file = join(folder.path, 'config.json');
    writeFileSync(file, content);
    const error = failureOf(() => readCommand(['--config', file]));
    expect((error as BadOptionsError).userMessage).toContain(sentence);
  });
});

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
